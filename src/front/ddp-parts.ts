import type { Core } from '../mock/core.ts'
import type { Exchange } from '../transport/exchange.ts'
import type { Logins } from './logins.ts'

/** The mock whose worlds DDP clients log in to, and who is told. */
export interface DdpParts {
  readonly mock: Pick<Core, 'sockets' | 'worlds' | 'store' | 'limits'>
  readonly logins: () => Promise<Logins>
  readonly onExchange?: (exchange: Exchange) => void
  readonly onFault: (fault: unknown) => void
}
