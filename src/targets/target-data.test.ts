import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { targetFrom } from './target-file.ts'
import type { TargetData } from './target-data.ts'

const URL = 'http://127.0.0.1:3000'
const surroundings = { env: { TOKEN: 'from-a-variable' }, random: (bytes: number) => new Uint8Array(bytes).fill(7) }
const read = (data: Omit<TargetData, 'url'>) => targetFrom({ url: URL, ...data }, surroundings)

function refusal(data: Omit<TargetData, 'url'>): string {
  try {
    read(data)
  } catch (error) {
    if (error instanceof Fault) return error.message
    throw error
  }
  throw new Error('it was accepted')
}

describe('a target as data', () => {
  it('needs nothing but a URL, and members that are undefined are as good as left out', () => {
    const { target, situations, hook, gate } = targetFrom({ url: `${URL}/` }, surroundings)
    expect(target).toMatchObject({ name: '127.0.0.1:3000', url: URL, edition: 'current', operations: null })
    expect([situations, hook, gate]).toEqual([[], null, null])
    const blank: Record<string, undefined> = { name: undefined, identities: undefined, situations: undefined }
    expect(read({ ...blank }).target.name).toBe('127.0.0.1:3000')
  })

  it('may hold credentials, which are kept out of every report: the token, too, without its scheme', () => {
    const agent = { headers: { Authorization: 'Bearer s3cret-token', 'X-User-Id': { env: 'TOKEN', prefix: 'id ' } } }
    const { target } = read({ identities: { agent } })
    expect(target.identities['agent']).toEqual({
      Authorization: 'Bearer s3cret-token',
      'X-User-Id': 'id from-a-variable',
    })
    expect(target.secrets).toEqual(['s3cret-token', 'from-a-variable'])
  })

  it('may hold the token of a hook', () => {
    const { hook, target } = read({ hook: { url: URL, token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk' } })
    expect([hook?.token, target.secrets]).toEqual([
      'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk',
      ['eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk'],
    ])
  })

  it('is refused with the path of what is wrong, and a suggestion', () => {
    const at = (data: object): string => refusal(data)
    expect(at({ operations: ['joinMeetingRom'] })).toBe('target.operations.0: there is no operation joinMeetingRom')
    expect(at({ identities: { agents: { headers: {} } } })).toBe(
      'target.identities.agents: there is no identity agents',
    )
    expect(at({ situations: [{ given: { 'meeting-room': ['lockd'] }, values: { code: 'a' } }] })).toBe(
      'target.situations.0.given.meeting-room.0: there is no fact of a meeting-room lockd',
    )
    expect(at({ identities: { agent: { headers: { Authorization: 'a\nb' } } } })).toBe(
      'target.identities.agent.headers.Authorization: Authorization contains a line break or another control character',
    )
    expect(at({ name: 7 })).toBe('target.name: name is not a string')
  })

  it('is data, or it is refused', () => {
    for (const wrong of [null, 'a text', 7, [], {}]) {
      const refused = (): unknown => Reflect.apply(targetFrom, null, [wrong, surroundings])
      expect(refused).toThrow(Fault)
    }
  })
})
