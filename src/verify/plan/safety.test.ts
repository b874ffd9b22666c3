import { describe, expect, it } from 'vitest'
import type { Case } from '../../contract/model/case.ts'
import type { AnyFace } from '../../contract/model/face.ts'
import { bearsSecret, expectsRefusal, isToMutate, mayMutate, mutates, refusalOf } from './safety.ts'
import { caseOf, currentFace } from '../testing/answers.ts'
import { target } from '../testing/runs.ts'

const JOINED = 'joinLivechatRoom/joined'
const INVALID = 'joinLivechatRoom/invalid-room'
/** Refused because of the limit, without a call that was to succeed. */
const LIMITED = 'joinVideoConference/rate-limited:calls-that-were-wrong-count'

/** The faces of the current edition; the named outcome has this status. */
const facesWith =
  (outcome: string, status: number) =>
  (operation: string): AnyFace => {
    const face = currentFace(operation)
    return { ...face, outcomes: face.outcomes.map((each) => (each.name === outcome ? { ...each, status } : each)) }
  }
const faceOf = facesWith('', 0)
const noFace = (): undefined => undefined

describe('a case', () => {
  const limit = (fact: string): Case => ({ ...caseOf(INVALID), given: { limit: [fact] } })
  const before = (found: Case, ...calls: readonly Case[]): Case => ({ ...found, before: calls })

  it.each<[string, Case, boolean]>([
    ['succeeds at what mutates', caseOf(JOINED), true],
    ['is refused', caseOf(INVALID), false],
    ['only reads', caseOf('listLivechatRooms/listed'), false],
    ['is refused, after a success', before(caseOf(INVALID), caseOf(JOINED)), true],
    ['only reads, before a success', before(caseOf(JOINED), caseOf('listLivechatRooms/listed')), true],
    ['is refused for the limit', caseOf(LIMITED), true],
    ['uses the limit up first', limit('used-up'), true],
    ['has another fact of the limit', limit('another'), false],
    ['expects what no contract describes', { ...caseOf(INVALID), expect: 'unheard-of' }, true],
  ])('changes what others see, or not, where it %s', (_, found, expected) => {
    expect(mutates(found, faceOf)).toBe(expected)
  })

  it('may do anything where there is no face', () => expect(mutates(caseOf(INVALID), noFace)).toBe(true))

  it.each([
    [200, true],
    [299, true],
    [300, false],
    [404, false],
  ])('is to mutate by a status of %i: %j', (status, expected) => {
    expect(isToMutate(caseOf(JOINED), facesWith('joined', status))).toBe(expected)
  })

  it('is to mutate unless its face says otherwise', () => {
    const reading = (operation: string): AnyFace => ({ ...currentFace(operation), mutates: false })
    expect(isToMutate(caseOf(JOINED), reading)).toBe(false)
  })

  it.each<[string, Case, boolean]>([
    ['is refused', caseOf(INVALID), true],
    ['succeeds', caseOf(JOINED), false],
    ['only reads', caseOf('listLivechatRooms/listed'), false],
    ['is refused after others were', before(caseOf(INVALID), caseOf(INVALID)), true],
    ['is refused after a success', before(caseOf(INVALID), caseOf(JOINED)), false],
    ['is refused after one of two succeeded', before(caseOf(INVALID), caseOf(INVALID), caseOf(JOINED)), false],
    ['expects what no contract describes', { ...caseOf(INVALID), expect: 'unheard-of' }, false],
  ])('expects nothing but refusals, or not, where it %s', (_, found, expected) => {
    expect(expectsRefusal(found, faceOf)).toBe(expected)
  })

  it.each([
    [399, false],
    [400, true],
  ])('is refused by a status of %i: %j', (status, expected) => {
    expect(expectsRefusal(caseOf(INVALID), facesWith('invalid-room', status))).toBe(expected)
  })
})

describe('headers', () => {
  it.each([
    [{ a: 'x', 'X-Auth-Token': 'secret-1' }, ['other', 'secret-1'], true],
    [{ Authorization: 'Bearer secret-1' }, ['secret-1'], true],
    [{ 'secret-1': 'x' }, ['secret-1'], false],
    [{ a: 'secret-2' }, ['secret-1'], false],
    [{ a: 'x' }, [], false],
    [{}, ['secret-1'], false],
  ])('bear a secret or not: %j with %j', (headers, secrets, expected) => {
    expect(bearsSecret(headers, secrets)).toBe(expected)
  })
})

describe('a host', () => {
  const URL_443 = 'https://chat.example.org/prefix'
  it.each([
    [URL_443, 'chat.example.org', true],
    [URL_443, 'CHAT.example.ORG', true],
    [URL_443, 'chat.example.org:443', true],
    [URL_443, 'chat.example.org:8443', false],
    ['https://chat.example.org:8443', 'chat.example.org:8443', true],
    ['https://chat.example.org:8443', 'chat.example.org', false],
    [URL_443, 'example.org', false],
    [URL_443, '*', false],
    [URL_443, '*.example.org', false],
    [URL_443, 'https://chat.example.org', false],
    [URL_443, 'chat.example.org/prefix', false],
    [URL_443, 'chat.example.org?a', false],
    [URL_443, 'chat.example.org#a', false],
    [URL_443, 'somebody@chat.example.org', false],
    [URL_443, ' chat.example.org', false],
    [URL_443, 'chat.example.org:x', false],
    [URL_443, '', false],
  ])('of %s is named by %j: %j', (url, host, expected) => {
    expect(mayMutate(url, [host])).toBe(expected)
    expect(mayMutate(url, ['another.example.org', host])).toBe(expected)
  })

  it('need not be named where it is this machine, and must be elsewhere', () => {
    expect([mayMutate('http://127.0.0.1:1', []), mayMutate(URL_443, [])]).toEqual([true, false])
  })
})

describe('a target', () => {
  const secrets = ['secret-token-of-agent']
  const refusal = (id: string, url: string, more: object = {}): string | null =>
    refusalOf(caseOf(id), { target: { ...target, url, secrets }, faceOf, allowMutating: [], ...more })

  it('that is this machine gets everything', () => {
    expect(refusal(JOINED, 'http://127.0.0.1:4010')).toBeNull()
  })

  it('elsewhere is changed by nothing, unless its host is named', () => {
    expect(refusal(JOINED, 'https://chat.example.org')).toBe(
      'it changes what is on chat.example.org; --allow-mutating=chat.example.org allows it',
    )
    expect(refusal(JOINED, 'https://chat.example.org', { allowMutating: ['chat.example.org'] })).toBeNull()
    expect(refusal(INVALID, 'https://chat.example.org')).toBeNull()
  })

  it('gets no credentials in the open, whatever is allowed', () => {
    const open = 'its credentials would be sent unencrypted: chat.example.org:81 is called by http:, not https:'
    const far = 'http://chat.example.org:81'
    expect(refusal(INVALID, far, { allowMutating: ['chat.example.org:81'] })).toBe(open)
    // The id of an identity with secret credentials is requested, too: by its calls, and by calls that name it.
    expect(refusal('joinLivechatRoom/not-logged-in:token-of-another-user', far)).toBe(open)
    expect(refusal('joinLivechatRoom/not-logged-in', far)).toBeNull()
    expect(refusal(INVALID, far, { target: { ...target, url: far, secrets: ['another secret'] } })).toBeNull()
    expect(refusal(INVALID, far, { target: { ...target, url: far, secrets, identities: {} } })).toBeNull()
  })
})
