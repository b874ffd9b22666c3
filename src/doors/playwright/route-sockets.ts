import { createLocalSockets } from '../../transport/local-sockets/local-sockets.ts'
import type { Engine, Opening } from '../../transport/local-sockets/engine.ts'
import { isForSocketIo } from '../../transport/socket-io/target.ts'
import type { SocketServerParts } from '../../transport/socket-io/socket-context.ts'
import { readable, type RoutedMock } from './route-to-mock.ts'
import type { AskedByPage, PageRoute, PageSocket, RoutedContext } from './routed-context.ts'

/** A mock whose sockets the pages of a context reach. */
export interface RoutedSockets extends Omit<RoutedMock, 'mock'> {
  readonly mock: SocketServerParts['mock']
}

/** Answers the Socket.IO clients in all pages of a context, by polling and WebSocket, at the root and below the prefix. */
export async function routeSockets(context: RoutedContext, { mock, world, prefix }: RoutedSockets): Promise<void> {
  const engine = createLocalSockets({ mock, options: {}, onFault: (fault) => console.error(fault) })
  const targetOf = ({ pathname, search }: URL): string =>
    `${pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname}${search}`
  // What a page loads from there, such as the client itself, is none of these.
  const isOurs = (url: URL): boolean => isForSocketIo(targetOf(url)) && url.searchParams.has('EIO')
  const openingOf = (url: URL, headers: Opening['headers'] = {}): Opening => ({
    target: targetOf(url),
    headers: { host: url.host, ...headers, ...lowerCase(world.headers) },
  })
  await context.route(isOurs, async (route, request) => {
    const opening = openingOf(new URL(request.url()), await request.allHeaders())
    await poll(engine, opening, route, request)
  })
  await context.routeWebSocket(isOurs, (socket) => connect(engine, openingOf(new URL(socket.url())), socket))
}

async function poll(engine: Engine, opening: Opening, route: PageRoute, request: AskedByPage): Promise<void> {
  const gone = new AbortController()
  const page = request.frame().page()
  const leave = (failed?: unknown): void => {
    if (failed === request || page.isClosed()) gone.abort()
  }
  page.on('requestfailed', leave).on('close', leave)
  const asked = { ...opening, method: request.method(), body: request.postData() ?? '', gone: gone.signal }
  const { status, type, body } = await engine.request(asked, ['websocket'])
  page.off('requestfailed', leave).off('close', leave)
  if (gone.signal.aborted) return
  const headers = { 'Content-Type': type, 'Cache-Control': 'no-store', ...readable(opening.headers['origin']) }
  await route.fulfill({ status, headers, body })
}

/** Playwright tells `onClose` of pages that were closed or left, too. */
function connect(engine: Engine, opening: Opening, socket: PageSocket): void {
  const wire = engine.connect(opening, { send: (data) => socket.send(data), close: () => void socket.close() })
  socket.onMessage((data) => wire?.receive(data))
  socket.onClose(() => wire?.closed())
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
