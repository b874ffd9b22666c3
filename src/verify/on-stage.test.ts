import { describe, expect, it } from 'vitest'
import type { Stage } from './arranger.ts'
import { baseUrlOf } from './base-url.ts'
import { onStage, secretsOf } from './on-stage.ts'
import { currentFace, plannedOf } from './testing/answers.ts'
import { createVeil } from './veil.ts'

const planned = plannedOf('joinMeetingRoom/room-locked')

function staged(cleanUp: Stage['cleanUp'] = async () => {}) {
  const [left, veil]: [string[][], ReturnType<typeof createVeil>] = [[], createVeil([], null)]
  const stage: Stage = {
    baseUrl: 'http://127.0.0.1:1',
    headers: {},
    values: {},
    identities: {
      agent: { 'X-User-Id': 'an-id-that-is-shown', 'X-Auth-Token': 'token-of-an-agent' },
      host: { Authorization: 'Bearer token-of-a-host' },
      nobody: {},
    },
    auth: {},
    elsewhere: null,
    set: null,
    pass: async () => {},
    cleanUp,
  }
  return { stage, left, veil, parts: { veil, onLeftBehind: (...what: string[]) => void left.push(what) } }
}

describe('a stage', () => {
  it('is taken away after the play, whose outcome it gives', async () => {
    const order: string[] = []
    const { stage, parts, left } = staged(async () => void order.push('taken away'))
    const attempt = { kind: 'judged', calls: [] } as const
    const play = async () => {
      order.push('played')
      return attempt
    }
    expect(await onStage(stage, planned, parts, play)).toBe(attempt)
    expect([order, left]).toEqual([['played', 'taken away'], []])
  })

  it('is taken away also where the play fails', async () => {
    let isGone = false
    const { stage, parts } = staged(async () => void (isGone = true))
    await expect(onStage(stage, planned, parts, () => Promise.reject(new Error('a mistake')))).rejects.toThrow(
      'a mistake',
    )
    expect(isGone).toBe(true)
  })

  it.each([
    [new Error('it answered 500'), 'it answered 500'],
    ['a text', 'a text'],
  ])('that stays is told of, and is no trouble of the case: %s', async (error, reason) => {
    const { stage, parts, left } = staged(() => Promise.reject(error))
    const attempt = { kind: 'judged', calls: [] } as const
    expect(await onStage(stage, planned, parts, async () => attempt)).toBe(attempt)
    expect(left).toEqual([[planned.found.id, reason]])
  })

  it('makes its secrets known before it is played on', async () => {
    const { stage, parts, veil } = staged()
    let shown = ''
    await onStage(stage, planned, parts, async () => {
      shown = veil.text('token-of-an-agent, token-of-a-host, an-id-that-is-shown')
      return { kind: 'judged', calls: [] }
    })
    expect(shown).toBe('[redacted], [redacted], an-id-that-is-shown')
  })

  it('has every header of an identity for a secret but the id of a user', () => {
    const identities = { a: { 'x-user-ID': 'u', Cookie: 'c' }, b: { authorization: 'bearer t', 'X-Key': 'Bearer' } }
    expect(secretsOf({ ...staged().stage, identities })).toEqual(['c', 't', 'Bearer'])
  })
})

describe('a base URL', () => {
  const target = { url: 'https://example.org/base', prefixes: { 'rocket-chat': '/chat', 'meeting-rooms': '' } }
  it.each([
    ['joinLivechatRoom', 'https://example.org/base/chat'],
    ['joinMeetingRoom', 'https://example.org/base'],
  ])('of %s has the prefix of its API: %s', (operation, url) => {
    expect(baseUrlOf(operation, target, currentFace)).toBe(url)
    expect(baseUrlOf(operation, { ...target, prefixes: {} }, currentFace)).toBe('https://example.org/base')
    expect(baseUrlOf(operation, target, () => undefined)).toBe('https://example.org/base')
  })
})
