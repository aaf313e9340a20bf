// The numbers a source file names: value, meaning and source, from the constant and the comment above it.

export interface Constant {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
  /** Id of the bibliography, or a web address; absent for our own decisions. */
  readonly source?: string;
}

const CONSTANT = /\/\*\* ([^\n]*?) ?\*\/\n(?:export )?const ([A-Z][A-Z0-9_]+)(?:: [^=]+)? = ([^;]+);/g;
const LIST = /^[[{](.*)[\]}]$/s;

/** @returns the constants that hold numbers, in the order of the file */
export function readConstants(text: string): readonly Constant[] {
  return [...text.matchAll(CONSTANT)].flatMap(([, comment = '', name = '', stated = '']) => {
    const value = readable(stated);
    if (value === undefined) return [];
    const [meaning = '', source] = comment.split(/\s*@source /);
    return [
      { name, value, meaning: meaning.replace(/;? ?\bours\.?$/i, '').replace(/[.;]$/, ''), ...(source && { source }) },
    ];
  });
}

/** `[3.5, 5.5] as const` → `3.5, 5.5`; `{ tp53: 4 } as const` → `tp53 4`; anything but numbers → undefined. */
function readable(stated: string): string | undefined {
  const plain = stated.replace(/ as const$/, '').trim();
  const inner = (LIST.exec(plain)?.[1] ?? plain).trim();
  const parts = inner.split(',').map((part) => part.trim().replace(/^'?([\w/]+)'?: /, '$1 '));
  const isNumeric = parts.every((part) => /^(?:[\w/]+ )?-?[\d._]+(?: \/ [\d.]+)?$/.test(part));
  return isNumeric ? parts.join(', ') : undefined;
}
