import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { read } from '../commands/read.ts'
import { readInput } from '../read-input.ts'
import { passiveAsked, targetIn, type PassiveAsked } from './asked.ts'

const inFolder = ownFolder()
const input = (...args: readonly string[]) => readInput(read, args, {})

const TARGET = `name: staging
url: https://chat.example.org/base
authority: { edition: '8.0', gate: server }
operations: [joinLivechatRoom]
prefixes: { rocket-chat: /api }
identities: { agent: { headers: { X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN } } } }
socket: { path: /ws/ }
`
async function withTarget(...args: readonly string[]): Promise<PassiveAsked> {
  const path = inFolder('target.yaml')
  await writeFile(path, TARGET)
  const asked = input('--target', path, ...args)
  return passiveAsked(asked, null, await targetIn(asked, { ID: 'id-of-agent', TOKEN: 'secret-of-agent' }))
}

describe('what traffic is judged by', () => {
  it('is the current edition, and any server, without options', async () => {
    expect(await targetIn(input(), {})).toBeNull()
    const { edition, parts, gate, minCoverage, keepBodies } = passiveAsked(input(), null, null)
    expect([edition, gate, minCoverage, keepBodies]).toEqual(['current', null, 0, false])
    expect([parts.scope, parts.dialect.path]).toEqual([{ url: null, prefixes: {} }, '/socket.io/'])
    expect(parts.faces.map(({ operation }) => operation)).toContain('joinMeetingRoom')
    expect(passiveAsked(input(), 'http://a', null).parts.scope.url).toBe('http://a')
    expect(passiveAsked(input('--gate=server', '--min-coverage=0'), null, null)).toMatchObject({
      gate: 'server',
      minCoverage: 0,
    })
  })

  it('is what the options say', () => {
    const asked = passiveAsked(input('--edition=2022', '--gate=all', '--min-coverage=7', '--keep-bodies'), null, null)
    expect([asked.edition, asked.gate, asked.minCoverage, asked.keepBodies]).toEqual(['2022', 'inferred', 7, true])
    expect(() => passiveAsked(input('--gate=none'), null, null)).toThrow(
      expect.objectContaining({ message: 'there is no gate none', fix: 'Known: document, server, inferred, all.' }),
    )
    expect(() => passiveAsked(input('--edition=1999'), null, null)).toThrow('there is no edition 1999')
    expect(() => passiveAsked(input('--min-coverage=101'), null, null)).toThrow(
      '--min-coverage takes a percentage, not 101',
    )
  })

  it('is what a target file says: its operations, prefixes, names on sockets, gate and secrets', async () => {
    const { edition, parts, gate, secrets } = await withTarget()
    expect([edition, gate]).toEqual(['8.0', 'server'])
    expect(parts.faces.map(({ operation }) => operation)).toEqual(['joinLivechatRoom'])
    expect([parts.scope.prefixes, parts.dialect.path]).toEqual([{ 'rocket-chat': '/api' }, '/ws/'])
    expect(secrets.redaction(false).text('it says secret-of-agent')).toBe('it says [redacted]')
  })

  it('is of its edition, also in what is shown of a server elsewhere', () => {
    const shown = (edition: string): string =>
      passiveAsked(input('--edition', edition), null, null)
        .secrets.redaction(true)
        .body('{"error":"error-mac-limit-reached"}')
    expect(shown('8.0')).toBe('{"error":"error-mac-limit-reached"}')
    expect(shown('current')).not.toContain('mac-limit')
  })

  it('is what the options say, even if a target file says otherwise', async () => {
    const { edition, gate } = await withTarget('--edition=8.6', '--gate=document')
    expect([edition, gate]).toEqual(['8.6', 'document'])
  })
})
