import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'
import { verifyToken } from '../../domain/jwt.ts'

const KEY = 'greenroom-documented-seed-key-not-a-secret'
const MEMBER = 'clx0a1b2c3d4e5f6g7h8i9j'
const DAY = 86_400
const inFolder = ownFolder()

/** The claims of the token that a command prints, with its lifetime in seconds. */
async function claims(args: readonly string[], key = KEY) {
  const { code, out, error } = await runCli(['token', ...args])
  const text = out.trimEnd()
  const [, body = ''] = text.split('.')
  const { iat, exp } = JSON.parse(Buffer.from(body, 'base64url').toString())
  return {
    code,
    error,
    sub: verifyToken(key, text)?.sub,
    lasts: exp - iat,
    isNow: Math.abs(Date.now() / 1000 - iat) < 60,
  }
}
const good = (sub: string, lasts = 7 * DAY - 1) => ({ code: 0, error: '', sub, lasts, isNow: true })

describe('greenroom token', () => {
  it('signs for a person by identity, user name or id, for a week', async () => {
    for (const user of ['member', MEMBER]) expect(await claims([user])).toEqual(good(MEMBER))
    expect(await claims(['host'])).toEqual(good('clx9z8y7x6w5v4u3t2s1r0q'))
    expect(await claims(['agent'])).toEqual(good('rbAXPnMktTFbNpwtJ'))
    expect(await claims(['murtaza1'])).toEqual(good('jXb2wWc9596RhN4nd'))
  })

  it('lasts as many days as it is told; none is expired already, as is the identity of that', async () => {
    expect(await claims(['member', '--days', '1'])).toEqual(good(MEMBER, DAY - 1))
    expect(await claims(['member', '--days', '0'])).toEqual(good(MEMBER, -1))
    expect(await claims(['expired-token'])).toEqual(good(MEMBER, -1))
    expect(await claims(['expired-token', '--days', '2'])).toEqual(good(MEMBER, 2 * DAY - 1))
  })

  it('signs with another key for anybody, and still knows the people of the seed', async () => {
    expect(await claims(['stranger', '--jwt-secret', 'own'], 'own')).toEqual(good('stranger'))
    expect(await claims(['member', '--jwt-secret', 'own'], 'own')).toEqual(good(MEMBER))
  })

  it.each([
    [
      [],
      /^greenroom token takes one user\n {2}Name one of manager, agent, ordinary, murtaza1, test\.user, host, member\.\n$/,
    ],
    [['member', 'host'], /^greenroom token takes one user\n {2}Name one of manager, /],
    [
      ['membr'],
      /^there is no person membr\n {2}Did you mean member\? Known: manager, agent, ordinary, murtaza1, test\.user, host, member\.\n$/,
    ],
    [['wrong-token'], /^there is no person wrong-token\n {2}Known: manager, /],
    [['nobody'], /^there is no person nobody\n {2}Known: manager, /],
    [['guest'], /^there is no person guest\n {2}Known: manager, /],
    [['member', '--days', '-1'], /^greenroom token: --days needs <days>\n/],
    [['toString'], /^there is no person toString\n/],
    [['member', '--seed', 'none'], /^there is no seed none\n/],
  ])('%j is refused', async (args, error) => {
    expect(await runCli(['token', ...args])).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })

  it('is of a person of your own seed, and of nobody for an identity with a token of its own', async () => {
    const seed = inFolder('own.yaml')
    const people = 'people: [{ username: ann, id: id-of-ann }]'
    await writeFile(
      seed,
      `${people}\nidentities: { me: { person: ann }, odd: { person: ann, authToken: wrong }, late: { member: ann, expired: true } }\n`,
    )
    for (const user of ['me', 'ann', 'id-of-ann'])
      expect(await claims([user, '--seed', seed])).toMatchObject(good('id-of-ann'))
    expect(await claims(['late', '--seed', seed])).toMatchObject(good('id-of-ann', -1))
    expect((await runCli(['token', 'odd', '--seed', seed])).error).toMatch(/^there is no person odd\n/)
  })

  it('is of the people of the seed that is named', async () => {
    expect((await claims(['member', '--seed', 'empty'], KEY)).sub).toBe(MEMBER)
  })
})
