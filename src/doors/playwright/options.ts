import type { WorldWish } from '../../client/connect.ts'
import type { MockOptions } from '../../mock/core.ts'

/** Which mock the pages of a test reach; everything is optional. */
export interface MockChoice {
  /** The port of a running mock, of `greenroom serve` or `greenroom/vite`; by default, the only one on this machine. */
  readonly port?: number
  /** The world of each test: its seed, salt or clock. */
  readonly world?: Omit<WorldWish, 'name'>
  /** Without a server: the mock is in the test's own process, with these options, and pages reach it through `page.route`. */
  readonly inProcess?: InProcessChoice
}

/** A mock in the test's own process. */
export interface InProcessChoice extends MockOptions {
  /** The path below which the app calls the API; by default the documented paths alone go to the mock. */
  readonly prefix?: string
}
