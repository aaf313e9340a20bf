// The frame around each page: skip link, masthead, navigation, foot.
import type { ComponentChildren } from 'preact';

import './theme.css';
import './frame.css';

const PAGES = [
  { href: '/', label: 'Console' },
  { href: '/trend', label: 'Trend' },
  { href: '/insights', label: 'Insights' },
] as const;

interface FrameProps {
  readonly current: (typeof PAGES)[number]['href'];
  /** Inside an EHR the page stands alone: no ways to other pages. */
  readonly standalone?: boolean;
  readonly children: ComponentChildren;
}

/** Masthead, one main landmark, and what must be said on every page. */
export function Frame({ current, standalone, children }: FrameProps) {
  return (
    <>
      <a class="skip visually-hidden button" href="#main">
        Skip to content
      </a>
      <header class="masthead">
        <a class="wordmark" href={standalone ? '#main' : '/'}>
          <Mark />
          ClearStage
        </a>
        {!standalone && (
          <nav aria-label="Pages" class="screen-only">
            {PAGES.map(({ href, label }) => (
              <a key={href} href={href} aria-current={href === current ? 'page' : undefined}>
                {label}
              </a>
            ))}
          </nav>
        )}
      </header>
      <main id="main" class="page" tabIndex={-1}>
        {children}
      </main>
      <footer class="foot">
        Decision support for professionals, not for patients. It informs; it does not diagnose, stage or treat. Not
        marked or cleared by any regulator.
      </footer>
    </>
  );
}

/** What the product shows, in little: a sea of filtration and the value that stands out of it. */
function Mark() {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true">
      <path class="sea" d="M2 19c4 0 5-3 9-3s6 2 9 1 4-2 6-2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2z" />
      <circle class="dot" cx="17" cy="7.5" r="4" />
    </svg>
  );
}
