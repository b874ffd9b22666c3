import { connect } from '../../src/client/connect.ts'
import { listen } from '../../tests/support/sockets.ts'
import { openLink, toFrame } from '../sockets/link.ts'
import type { Place } from './place.ts'
import { readNothing } from './slow-reader.ts'

/** A kind of client. */
export interface Kind {
  readonly name: string
  /** Its share of the rate. */
  readonly share: number
  /** One visit, from its beginning to its end. */
  readonly visit: (place: Place) => Promise<unknown>
}

/** All kinds; the shares add up to 1. */
export const kinds: readonly Kind[] = [
  { name: 'calls over HTTP', share: 0.8, visit: call },
  { name: 'sockets that come, join and leave', share: 0.1, visit: passBy },
  { name: 'the same from polling up', share: 0.03, visit: passByUpgrading },
  { name: 'worlds made, used and dropped', share: 0.05, visit: useWorld },
  { name: 'slow readers', share: 0.02, visit: readNothing },
]

const JSON_BODY = { 'content-type': 'application/json' }
const GUEST = { method: 'POST', headers: JSON_BODY, body: '{"guestName":"Jane"}' }

const CALLS: readonly (readonly [path: string, init: RequestInit])[] = [
  ['/rooms/abc-def-ghi/join', GUEST],
  ['/rooms/lck-rom-now/join', GUEST],
  ['/rooms/non-rom-now/join', GUEST],
  ['/api/v1/livechat/rooms', {}],
  ['/api/v1/livechat/room.join?roomId=gMMeBpWyLeowCrzBv', {}],
  ['/api/v1/video-conference.join', { method: 'POST', headers: JSON_BODY, body: '{"callId":"x"}' }],
  ['/nowhere', {}],
]

let turn = 0

async function call({ url }: Place): Promise<void> {
  const [path, init] = CALLS[turn++ % CALLS.length] ?? ['/', {}]
  const answer = await fetch(url + path, init)
  await answer.arrayBuffer()
  if (answer.status >= 500) throw new Error(`${path} was answered with ${answer.status}`)
}

const JOIN = toFrame('421["join-room",{"code":"one-lft-rom","guestName":"Joe"}]')

async function passBy({ port }: Place): Promise<void> {
  const link = await openLink(port, null)
  const answered = new Promise<void>((resolve) => (link.onMessage = () => resolve()))
  link.write(JOIN)
  await answered
  await link.close()
}

async function passByUpgrading({ url }: Place): Promise<void> {
  using socket = await listen(url)
  await socket.ask('join-room', { code: 'one-lft-rom', guestName: 'Jim' })
}

async function useWorld({ control }: Place): Promise<void> {
  await using world = await connect(control).world({ seed: 'documented' })
  const answer = await fetch(`${world.url}/rooms/abc-def-ghi/join`, GUEST)
  await answer.arrayBuffer()
  if (answer.status !== 201) throw new Error(`a join in a new world was answered with ${answer.status}`)
}
