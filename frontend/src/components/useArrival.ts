import { type RefObject, useEffect, useRef } from 'react';

/** For the heading of a page: it is focused, and so in sight and read out, when somebody arrives from another page. */
export function useArrival(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
