import type { Also } from '../also/open-also.ts'
import type { SocketDialect } from '../dialect/dialect.ts'
import type { Step } from '../life-cycle.ts'
import type { Core } from '../mock/core.ts'
import type { Beside } from '../mock/dispatch.ts'
import type { Ground } from '../mock/kept/ground.ts'
import type { ServedContract } from '../mock/served/served-contract.ts'
import type { StoreTelling } from '../store/store-step.ts'
import type { Store } from '../world/store.ts'

/** A contract of the user's own. What reads documents is loaded only for those who have one. */
export async function contractOf(contract: string | readonly string[] | ServedContract): Promise<ServedContract> {
  if (typeof contract === 'object' && 'faces' in contract) return contract
  const { loadContract } = await import('../own-contract/load.ts')
  return loadContract([contract].flat())
}

/** What opens the store of worlds; undefined: they are in memory only. */
export const dataOf = async (
  place: string | undefined,
  ...open: [ground: Ground, told: StoreTelling]
): Promise<Step<Store> | undefined> =>
  place === undefined ? undefined : (await import('../store/store-step.ts')).storeStep(place, ...open)

/** The words that clients may use besides the contract's; undefined: none. */
export const dialectNamed = async (nameOrFile: string | undefined): Promise<SocketDialect | undefined> =>
  nameOrFile === undefined ? undefined : (await import('../targets/dialect-file.ts')).loadDialect(nameOrFile)

/** What answers the HTTP routes of a dialect; null if it has none. */
export async function routesOf(
  dialect: SocketDialect | undefined,
  mock: Core,
): Promise<{ readonly beside: Beside } | null> {
  if (!dialect || dialect.speech.routes.length === 0) return null
  const { createDialectRoutes } = await import('../dialect/http/routes.ts')
  return { beside: createDialectRoutes(dialect, mock) }
}

/** What answers the operations of other documents; null if there are none. */
export const othersOf = async (files: readonly string[], mock: Core): Promise<Also | null> =>
  files.length === 0 ? null : (await import('../also/open-also.ts')).openAlso(files, mock)
