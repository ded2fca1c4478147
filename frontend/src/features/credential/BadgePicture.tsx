import { type ReactNode, useMemo } from 'react';
import { drawBadge } from '#core/drawnBadge';

/** The picture of a digital badge, as it is drawn for badge files: a seal with its name. The title says the same in words. */
export default function BadgePicture({
  title,
  issuerName,
}: {
  title: string;
  issuerName: string;
}): ReactNode {
  const source = useMemo(() => {
    const svg = new TextDecoder().decode(drawBadge(title, issuerName));
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [title, issuerName]);
  return <img src={source} alt="" width={176} height={176} />;
}
