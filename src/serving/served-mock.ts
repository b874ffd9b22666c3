import type { SocketDialect } from '../dialect/dialect.ts'
import { openFront, type Front } from '../front/open-front.ts'
import type { LifeCycle } from '../life-cycle.ts'
import type { Dispatch } from '../mock/answer.ts'
import { createCore, type Core, type MockOptions } from '../mock/core.ts'
import { groundOf } from '../mock/kept/ground.ts'
import { withHealth } from '../mock/kept/health.ts'
import { releaseSeats } from '../mock/kept/release-seats.ts'
import type { ServedContract } from '../mock/served/served-contract.ts'
import type { Exchange } from '../transport/exchange.ts'
import { contractOf, dataOf, dialectNamed, othersOf, routesOf } from './on-demand.ts'
import { reportFault, reportLine } from './reports.ts'
import { sweepingOf } from './sweep.ts'

/** Options of a mock that is served; everything is optional. */
export interface ServedMockOptions extends Omit<MockOptions, 'contract'> {
  /** Contract files of your own, whose operations take the places of the edition's; or what was read from them. */
  readonly contract?: string | readonly string[] | ServedContract
  /** A file that keeps its worlds, so that they survive a restart: `./greenroom.db`. By default, they are in memory only. */
  readonly data?: string
  /**
   * OpenAPI documents whose operations are answered, too, wherever the contract has none: statelessly, from their examples and schemas.
   * Needs `@stoplight/prism-http`.
   */
  readonly also?: readonly string[]
  /** Words that clients may use besides the contract's: `neuron-meet`, or a file that describes them (docs/dialects.md). */
  readonly dialect?: string
  /** Whether Rocket.Chat's own clients can log in, over HTTP and DDP; they can by default. */
  readonly front?: boolean
  readonly onExchange?: (exchange: Exchange) => void
  /** Receives faults of greenroom; printed to standard error by default. */
  readonly onFault?: (fault: unknown) => void
  /** Receives what people must hear of, such as that a Redis server has lost data; printed to standard error by default. */
  readonly onWarning?: (line: string) => void
}

/** A mock, and what answers beside it. */
export interface ServedMock {
  readonly mock: Core
  /** Where Rocket.Chat's own clients log in; null: nowhere. */
  readonly front: Front | null
  readonly dialect: SocketDialect | undefined
  /** Answers calls, and whether it is well. */
  readonly dispatch: Dispatch
}

/** Opens the data, then the mock on it, and what answers beside it; the cycle closes all of it. */
export async function openMock(cycle: LifeCycle, options: ServedMockOptions): Promise<ServedMock> {
  const { contract, data, also = [], dialect: name, front: hasFront = true, onExchange, ...others } = options
  const { onFault = reportFault, onWarning = reportLine } = options
  const rest: MockOptions = contract === undefined ? others : { ...others, contract: await contractOf(contract) }
  const ground = groundOf(rest)
  const dialect = await dialectNamed(name)
  const step = await dataOf(data, ground, { onFault, onWarning })
  const store = step && (await cycle.open(step))
  const mock = createCore(rest, ground, store)
  mock.store.abandoned((seats) => releaseSeats(mock, seats))
  await cycle.open(sweepingOf(mock, onFault))
  const front = hasFront ? openFront(mock, { onFault, ...(onExchange ? { onExchange } : {}), onWarning }) : null
  const elsewhere = await othersOf(also, mock)
  const routes = await routesOf(dialect, mock)
  mock.links.beside = [front, routes, elsewhere].flatMap((each) => (each ? [each.beside] : []))
  mock.links.others = elsewhere
  mock.links.dialect = name ?? null
  return { mock, front, dialect, dispatch: withHealth(front ? front.noticing(mock.answer) : mock.answer, mock.store) }
}
