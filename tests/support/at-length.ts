import { it } from 'vitest'

/** What a long run may do beyond an ordinary one. */
const SHARE = 10

/**
 * Declares a property twice: with a tenth of its runs in `npm test`, and with all of them in `npm run test:full`. fast-check's
 * seed is fixed (`fast-check-setup.ts`), and printed with the counterexample when the property fails.
 */
export function itAtLength(title: string, runs: number, holds: (runs: number) => unknown): void {
  it(title, async () => void (await holds(Math.ceil(runs / SHARE))))
  it(`${title}, at length`, { tags: ['full'] }, async () => void (await holds(runs)))
}
