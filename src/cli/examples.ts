// Commands as they are typed, under the help of each.
import type { Command } from 'commander';

/** @param lines without `npx clearstage` */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${lines.map((line) => `  npx clearstage ${command.name()} ${line}`.trimEnd()).join('\n')}`,
  );
}
