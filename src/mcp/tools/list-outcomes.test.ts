import { describe, expect, it } from 'vitest'
import type { FaceInfo } from '../../contract/compiled/types.ts'
import { isObject } from '../../json.ts'
import { listOutcomes } from './list-outcomes.ts'

const outcome = (name: string, status: number, cause: string): FaceInfo['outcomes'][number] => ({
  name,
  status,
  cause,
  sources: ['server'],
  at: 'a.yaml:2',
  example: { of: name },
  smallest: null,
})
const face = (more: Partial<FaceInfo>): FaceInfo => ({
  operation: 'joinMeetingRoom',
  way: 'http',
  api: 'rooms',
  summary: 'Join',
  at: 'a.yaml:1',
  method: 'POST',
  path: '/join',
  event: null,
  outcomes: [outcome('room-locked', 403, 'locked by its Host'), outcome('joined', 201, 'there is a seat')],
  ...more,
})
const FACES = [
  face({}),
  face({ way: 'socket', method: null, path: null, event: 'join' }),
  face({ operation: 'connect', way: 'socket', event: null, outcomes: [outcome('unauthorized', 401, 'no token')] }),
]

async function listed(args: Record<string, unknown>): Promise<unknown[]> {
  const tool = listOutcomes({ outcomes: () => Promise.resolve(FACES) })
  const { operations } = await tool.run(args, new AbortController().signal)
  return Array.isArray(operations) ? operations : []
}
const names = async (args: Record<string, unknown>): Promise<unknown[]> =>
  (await listed(args)).map((each) => isObject(each) && Array.isArray(each['outcomes']) && each['outcomes'].length)

it('list_outcomes only reads, and gives the same again', () => {
  expect(listOutcomes({ outcomes: () => Promise.resolve(FACES) }).annotations).toEqual({
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  })
})

describe('list_outcomes', () => {
  it('says how each operation is called, with names, statuses and causes in order', async () => {
    const outcomes = [
      { name: 'room-locked', status: 403, cause: 'locked by its Host' },
      { name: 'joined', status: 201, cause: 'there is a seat' },
    ]
    expect(await listed({})).toEqual([
      { operation: 'joinMeetingRoom', summary: 'Join', method: 'POST', path: '/join', outcomes },
      { operation: 'joinMeetingRoom', summary: 'Join', event: 'join', outcomes },
      {
        operation: 'connect',
        summary: 'Join',
        event: 'on connect',
        outcomes: [{ name: 'unauthorized', status: 401, cause: 'no token' }],
      },
    ])
  })

  it('has bodies, sources and smallest calls in detail', async () => {
    expect(await listed({ operation: 'connect', details: true })).toMatchObject([
      {
        outcomes: [
          {
            name: 'unauthorized',
            status: 401,
            cause: 'no token',
            sources: ['server'],
            body: { of: 'unauthorized' },
            smallest: null,
          },
        ],
      },
    ])
  })

  it('has them only if they are asked for', async () => {
    const [brief] = await listed({ details: false })
    expect(brief).toMatchObject({ outcomes: [{ name: 'room-locked', status: 403, cause: 'locked by its Host' }, {}] })
    expect(JSON.stringify(brief)).not.toContain('smallest')
  })

  it('finds a word in names and causes, in any case, and a whole status', async () => {
    expect(await names({ word: 'HOST' })).toEqual([1, 1])
    expect(await names({ word: 'join' })).toEqual([1, 1])
    expect(await names({ word: '401' })).toEqual([1])
    await expect(names({ word: '40' })).rejects.toThrow(/^no outcome has the word 40$/)
  })

  it('names what there is, where nothing is found', async () => {
    await expect(listed({ operation: 'leave' })).rejects.toMatchObject({
      message: 'there is no operation leave',
      fix: 'Known: joinMeetingRoom, connect.',
    })
    await expect(listed({ operation: 'connect', word: 'lockd' })).rejects.toMatchObject({
      message: 'no outcome has the word lockd',
      fix: 'The most similar are room-locked, joined, unauthorized.',
    })
  })
})
