import type { Locator } from 'playwright-core'

/** How a person works what is on a page. */
export interface Hand {
  readonly name: string
  /** Activates a button, a link, or the field of a file. */
  readonly press: (control: Locator) => Promise<void>
  /** Chooses a row of the list of calls. */
  readonly choose: (row: Locator) => Promise<void>
}

/** By mouse. */
const mouse: Hand = {
  name: 'by mouse',
  press: (control) => control.click(),
  choose: (row) => row.click(),
}

/** More than any view has. */
const MOST_STOPS = 200

/** By keyboard alone: Tab until it has the focus, and Enter; in the list of calls, arrows. */
const keyboard: Hand = {
  name: 'by keyboard alone',
  async press(control) {
    await tabTo(control)
    await control.page().keyboard.press('Enter')
  },
  async choose(row) {
    await row.waitFor()
    const { keyboard: keys } = row.page()
    await tabTo(row.page().getByRole('listbox', { name: 'Calls' }))
    await keys.press('End')
    for (let count = 0; count < MOST_STOPS; count++) {
      if ((await row.getAttribute('aria-selected')) === 'true') return
      await keys.press('ArrowUp')
    }
    throw new Error('the arrows do not reach the row')
  },
}

async function tabTo(control: Locator): Promise<void> {
  await control.waitFor()
  for (let count = 0; count < MOST_STOPS; count++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await control.page().keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${String(control)}`)
}

/** Both ways in which everything must be possible. */
export const hands: readonly Hand[] = [mouse, keyboard]
