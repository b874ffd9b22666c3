import { request as send } from 'undici'
import type { WorldInfo } from '../../src/contract/compiled/types.ts'
import { startServer, type RunningServer, type ServerOptions } from '../../src/server.ts'
import { overPort } from './transports.ts'
import type { Received } from './referee.ts'

/** The methods of the control plane. */
export type ControlMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A call of the mock itself; who calls is a role of the seed. */
export interface DataCall {
  readonly world?: string
  readonly as?: string
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A server with its control plane, both on real ports. */
export interface Plane extends AsyncDisposable {
  readonly server: RunningServer
  readonly token: string
  /** Calls the control plane. A string is sent as it is, anything else as JSON. */
  control(method: ControlMethod, path: string, body?: unknown, headers?: Record<string, string>): Promise<Received>
  /** Calls the mock. */
  call(target: string, how?: DataCall): Promise<Received>
  /** What the mock itself failed at: nothing ever should be here. */
  readonly faults: readonly unknown[]
}

/** Starts both planes on free ports. */
export async function startPlane(options: ServerOptions = {}): Promise<Plane> {
  const faults: unknown[] = []
  const server = await startServer({ onFault: (fault) => faults.push(fault), control: {}, ...options })
  const { control } = server
  if (!control) throw new Error('the control plane does not listen')
  const identities = (await server.attach()).identities
  return {
    server,
    token: control.token,
    faults,
    control: (method, path, body, headers) => askControl(control, method, path, body, headers),
    call: (target, how = {}) => overPort(server.url, toRequest(identities, target, how)),
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/** Sends to a control plane with a client that shares no code with ours. */
export async function askControl(
  { url, token }: { readonly url: string; readonly token: string },
  method: ControlMethod,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Received> {
  const answer = await send(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: await answer.body.text(),
  }
}

function toRequest(
  identities: WorldInfo['identities'],
  target: string,
  { world, as = 'nobody', method = 'GET', body, headers = {} }: DataCall,
) {
  return {
    method,
    target: world === undefined ? target : `/~${world}${target}`,
    headers: { ...identities[as], ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  }
}

/** The JSON of an answer, by its members. */
export function jsonOf({ body }: Pick<Received, 'body'>): Record<string, unknown> {
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Target and method of a call that succeeds in a fresh world of the documented seed, with who makes it. */
export const JOIN_ROOM = '/rooms/abc-def-ghi/join'
export const JOIN_CALL = '/api/v1/video-conference.join'
export const JOIN_CHAT = '/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv'
export const LIST_CHATS = '/api/v1/livechat/rooms'
export const CALL_BODY = { callId: '697887e3c8b0533020781a4a' }
