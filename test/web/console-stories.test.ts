// A story plays in the console as its title says: chosen there, it shows the cards that were reviewed, at its own hook.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { GOLDEN_CASES, readGolden } from '../../fixtures/goldens.ts';
import { STORIES } from '../../fixtures/stories/index.ts';
import { fits, startPages, type Pages } from './support/pages.ts';

let pages: Pages;

beforeAll(async () => {
  pages = await startPages();
}, 60_000);

afterAll(() => pages.close());

interface Shown {
  readonly hook: string;
  readonly cards: readonly string[];
}

/** What the page shows once the answer to the patient that was chosen is there. */
async function play(page: Page, id: string): Promise<Shown> {
  await page.locator(`input[name=patient][value="${id}"]`).check();
  await page.locator('.cards[aria-busy=false] [role=status]:not(:empty)').waitFor();
  await page.waitForFunction(`document.querySelector('.cards')?.getAttribute('aria-busy') === 'false'`);
  const hook = await page.locator('input[name=service]:checked').getAttribute('value');
  return { hook: (hook ?? '').replace('b2m-', ''), cards: await page.locator('.card h3').allTextContents() };
}

/** What was reviewed, at the hook that the story is told with. */
function reviewed(id: string): Shown {
  const hook = STORIES.find((story) => story.id === id)?.requests?.[0]?.hook ?? 'result-view';
  const { name } = GOLDEN_CASES.find((c) => c.id === id && c.hook === hook) ?? { name: '' };
  const { cards } = readGolden(name);
  return { hook, cards: (cards as readonly { readonly summary: string }[]).map(({ summary }) => summary) };
}

test.each([
  [1280, STORIES.filter(({ requests }, i) => requests !== undefined || i % 4 === 0)],
  [390, STORIES.filter((_, i) => i % 8 === 3)],
])(
  'at %i px',
  async (width, stories) => {
    const { page, complaints, end } = await pages.open('/', { viewport: { width, height: 900 } });
    const differing: object[] = [];
    for (const { id, story } of stories) {
      const [found, wanted] = [await play(page, id), reviewed(id)];
      if (JSON.stringify(found) !== JSON.stringify(wanted)) differing.push({ story, found, wanted });
    }
    expect(differing).toEqual([]);
    expect(await fits(page)).toBe(true);
    expect(complaints).toEqual([]);
    await end();
  },
  300_000,
);
