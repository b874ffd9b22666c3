/** greenroom in a page, and wherever else Node is missing: the names of `index.ts`, with nothing that needs Node. */
import { Fault } from './fault.ts'

export { createMock } from './in-process.ts'
export { Fault }
export { realClock, setClock } from './world/clock.ts'

export { noServer as startServer }

/** Rejects with a Fault: a page can't listen on a port. */
async function noServer(): Promise<never> {
  throw new Fault(
    'a page has no ports to serve on',
    'Use handlers() of greenroom/msw here, or run npx greenroom serve.',
  )
}
