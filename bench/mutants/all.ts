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
]
