import { Component, type ReactNode } from 'react';
import { FaultNotice } from './FaultNotice.tsx';

/** Catches a fault of this program itself, so that a reader gets a page that says so and never a blank one. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { caught: { error: unknown } | null }> {
  override state: { caught: { error: unknown } | null } = { caught: null };

  static getDerivedStateFromError(error: unknown) {
    return { caught: { error } };
  }

  override render() {
    const { caught } = this.state;
    return caught === null ? this.props.children : <FaultNotice error={caught.error} />;
  }
}
