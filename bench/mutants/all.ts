import { cacheMutants } from './caches.ts'
import { encodingMutants } from './encodings.ts'
import { fieldMutants } from './fields.ts'
import { filterMutants } from './filters.ts'
import { identityMutants } from './identities.ts'
import { joiningMutants } from './joining.ts'
import { leakMutants } from './leaks.ts'
import { limiterMutants } from './limiter.ts'
import { meetingMutants } from './meetings.ts'
import { outcomeMutants } from './outcomes.ts'
import { pageMutants } from './pages.ts'
import { readingMutants } from './reading.ts'
import { socketAckMutants } from './socket-acks.ts'
import { socketConnectionMutants } from './socket-connections.ts'
import { socketEventMutants } from './socket-events.ts'
import { socketHeardMutants } from './socket-heard.ts'
import { socketHostMutants } from './socket-hosts.ts'
import { socketLeavingMutants } from './socket-leaving.ts'
import { socketPayloadMutants } from './socket-payloads.ts'
import { socketSeatMutants } from './socket-seats.ts'
import { transportMutants } from './transport.ts'
import { valueMutants } from './values.ts'
import type { Mutant } from './mutant.ts'

/** Every mutant. */
export const mutants: readonly Mutant[] = [
  ...outcomeMutants,
  ...fieldMutants,
  ...valueMutants,
  ...encodingMutants,
  ...transportMutants,
  ...leakMutants,
  ...identityMutants,
  ...readingMutants,
  ...cacheMutants,
  ...meetingMutants,
  ...joiningMutants,
  ...limiterMutants,
  ...filterMutants,
  ...pageMutants,
  ...socketAckMutants,
  ...socketHeardMutants,
  ...socketEventMutants,
  ...socketSeatMutants,
  ...socketLeavingMutants,
  ...socketHostMutants,
  ...socketPayloadMutants,
  ...socketConnectionMutants,
]
