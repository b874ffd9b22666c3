/** Plays all cases in a page, through MSW's worker, once it is asked to: `playAll()` gives a column for each way. */
import { setupWorker } from 'msw/browser'
import { createMock, type Mock } from '../../../src/in-process.ts'
import { handlers } from '../../../src/transport/msw/handlers.ts'
import { httpColumn, socketColumn, type Column } from './columns.ts'
import { fetched, type Subject } from './subject.ts'

const url = location.origin
const worker = setupWorker()
await worker.start({ quiet: true, onUnhandledFrame: 'bypass' })
const { io } = await import('socket.io-client')

const subjectOf = (mock: Mock): Subject => {
  worker.resetHandlers(...handlers({ baseUrl: url, mock }))
  return { mock, world: mock.world, send: fetched(url) }
}

const WAYS = { polling: ['polling'], WebSocket: ['websocket'], upgraded: ['polling', 'websocket'] }

async function playAll(): Promise<Column[]> {
  const columns = [await httpColumn('MSW in Chromium', async (edition) => subjectOf(createMock({ edition })))]
  for (const [way, transports] of Object.entries(WAYS))
    columns.push(await socketColumn(`MSW in Chromium, ${way}`, { ...subjectOf(createMock()), url, io, transports }))
  return columns
}

Object.assign(globalThis, { playAll })
document.title = 'ready'
