import { Component, type ComponentChildren } from 'preact';
import { ErrorState } from '../parts/error-state.js';
import { t } from '../texts/texts.js';

/** Keeps a mistake in one view from taking the page with it. */
export class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState title={t('frame.broken')} retryLabel={t('frame.load-again')} onRetry={() => location.reload()} />
    );
  }
}
