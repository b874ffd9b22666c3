import * as msw3 from 'msw'
import * as msw2 from 'msw2'
import { keepLinks } from '../../src/transport/msw/kept-links.ts'
import type { Msw } from '../../src/transport/msw/msw.ts'

/** MSW 3, whose links all files of a worker share: it lets go of none. */
export const keptMsw3: Msw<msw3.HttpHandler, msw3.WebSocketHandler> = keepLinks(msw3)

/** The same of MSW 2. */
export const keptMsw2: Msw<msw2.HttpHandler, msw2.WebSocketHandler> = keepLinks(msw2)
