// A link to somewhere else: a new tab, http(s) only; any other address is shown as the text it stands for.
import type { ComponentChildren } from 'preact';

interface Props {
  readonly url: string | undefined;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** The link, or only its text when the address is not a web address. */
export function OutLink({ url, class: className, children }: Props) {
  if (!url || !/^(https?:\/\/|\/(?!\/))/i.test(url)) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" {...(className && { class: className })}>
      {children}
    </a>
  );
}
