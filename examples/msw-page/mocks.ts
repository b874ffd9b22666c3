import { createMock } from 'greenroom'
import { handlers } from 'greenroom/msw'
import { setupWorker } from 'msw/browser'

/** Control it from the browser's console: `await (await mock.attach()).arm('joinMeetingRoom', 'room-full')`. */
export const mock = createMock()

/** Answers what the page calls. Everything else goes to its server. */
export const worker = setupWorker(...handlers({ baseUrl: location.origin, mock }))

Object.assign(globalThis, { mock })
