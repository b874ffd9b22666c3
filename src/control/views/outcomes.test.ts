import { describe, expect, it } from 'vitest'
import { faces as served } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import type { Case } from '../../contract/model/case.ts'
import { cases } from '../../contract/compiled/cases.js'
import { asking } from '../testing/asking.ts'
import { toFaces } from './outcomes.ts'

interface Shown {
  readonly operation: string
  readonly way: string
  readonly method: string | null
  readonly path: string | null
  readonly event: string | null
  readonly outcomes: readonly { readonly name: string; readonly smallest: unknown; readonly example: unknown }[]
}
const facesOf = async (edition: 'current' | '2022' = 'current'): Promise<Shown[]> =>
  Object((await asking({ edition }).ask('GET', '/outcomes')).body).faces
const smallest = (faces: Shown[], operation: string, way: string, name: string) =>
  faces
    .find((face) => face.operation === operation && face.way === way)
    ?.outcomes.find((outcome) => outcome.name === name)?.smallest

describe('the outcomes of a mock', () => {
  it('are those of each operation, by the way that it is called', async () => {
    const faces = await facesOf()
    expect(faces.map(({ operation, way, method, path, event }) => [operation, way, method, path, event])).toEqual(
      expect.arrayContaining([
        ['joinMeetingRoom', 'http', 'POST', '/rooms/{code}/join', null],
        ['listLivechatRooms', 'http', 'GET', '/api/v1/livechat/rooms', null],
        ['joinMeetingRoom', 'socket', null, null, 'join-room'],
        ['connectMeetingRooms', 'socket', null, null, null],
      ]),
    )
    expect(faces.filter(({ way }) => way === 'http')).toHaveLength(4)
    expect(faces.findIndex(({ way }) => way === 'socket')).toBe(4)
  })

  it('each have their example, and the smallest call that gets them', async () => {
    const faces = await facesOf()
    expect(smallest(faces, 'joinMeetingRoom', 'http', 'room-locked')).toEqual({
      as: 'guest',
      given: { 'meeting-room': ['locked'] },
      request: { path: { code: '$code' }, query: {}, headers: {}, body: { guestName: 'Jane Smith' } },
      raw: null,
    })
    const without = faces.flatMap(({ operation, way, outcomes }) =>
      outcomes.filter((outcome) => outcome.smallest === null).map(({ name }) => `${operation}/${name} ${way}`),
    )
    expect(without).toEqual([])
    const at = expect.stringMatching(/^specs\/rocket-chat\.openapi\.yaml:\d+$/)
    expect(faces.find(({ operation }) => operation === 'joinLivechatRoom')).toMatchObject({
      api: 'rocket-chat',
      summary: 'Join a livechat room',
      at,
    })
    const [refused] = faces.flatMap(({ outcomes }) => outcomes).filter(({ name }) => name === 'not-logged-in')
    expect(refused).toMatchObject({
      name: 'not-logged-in',
      status: 401,
      cause: 'the credentials are missing, or not those of a user',
      sources: ['001_6cc5ded2818b3a57.txt#Responses 401'],
      at,
      example: { status: 'error', message: 'You must be logged in to do this.' },
    })
  })

  it('of sockets have a call that a socket can make', async () => {
    const faces = await facesOf()
    expect(smallest(faces, 'joinMeetingRoom', 'socket', 'code-missing')).toMatchObject({ request: { path: {} } })
    expect(smallest(faces, 'joinMeetingRoom', 'http', 'malformed-body')).toMatchObject({
      raw: { text: expect.any(String) },
    })
  })

  it('are those of the edition', async () => {
    const names = async (edition: 'current' | '2022') =>
      (await facesOf(edition))
        .find(({ operation }) => operation === 'joinLivechatRoom')
        ?.outcomes.map(({ name }) => name)
    expect(await names('2022')).not.toEqual(await names('current'))
    expect(
      (await facesOf('2022')).flatMap(({ outcomes }) => outcomes).filter((each) => each.smallest === null),
    ).toEqual([])
  })
})

describe('the smallest call of an outcome', () => {
  const locked = cases.find(({ id }) => id === 'joinMeetingRoom/room-locked')
  if (!locked) throw new Error('there is no case of a locked room')
  /** Who makes the smallest call over HTTP and on sockets, where these cases come before the usual one. */
  const callers = (...first: Partial<Case>[]) =>
    toFaces({ faces: served.current, socketFaces }, [
      ...first.map((each) => ({ ...locked, as: 'host', ...each })),
      locked,
    ])
      .filter(({ operation }) => operation === 'joinMeetingRoom')
      .map(({ outcomes }) => outcomes.find(({ name }) => name === locked.expect)?.smallest?.as)

  it('is the first of its edition that needs no other call and no change between', () => {
    expect(callers({})).toEqual(['host', 'host'])
    for (const other of [{ editions: ['2022'] }, { before: [locked] }, { set: { 'meeting-room': ['locked'] } }])
      expect(callers(other), JSON.stringify(other).slice(0, 40)).toEqual(['guest', 'guest'])
    expect(toFaces({ faces: served.current, socketFaces }, [])[0]?.outcomes[0]?.smallest).toBeNull()
  })

  it('is one that can be made there: over HTTP none about sockets, on sockets none about a body that is no object', () => {
    expect(callers({ socketOnly: true })).toEqual(['guest', 'host'])
    expect(callers({ raw: { text: '[]' } })).toEqual(['host', 'guest'])
  })
})
