import { readdir, readFile } from 'node:fs/promises'
import { load, loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'

const at = ownFolder()
const NO_CHAT = /^there is no API chat\n {2}Known: control, meeting-rooms, rocket-chat-front, rocket-chat\.\n$/
const spec = async (...args: string[]): Promise<string> => {
  const { code, out, error } = await runCli(['spec', ...args])
  expect([code, error]).toEqual([0, ''])
  return out
}
const titleOf = (document: unknown): unknown => Object(Object(document).info).title

describe('greenroom spec', () => {
  it('prints the contract of an API as YAML or JSON, in its edition', async () => {
    const yaml = await spec('rocket-chat')
    expect(yaml.startsWith('openapi: 3.')).toBe(true)
    expect(JSON.parse(await spec('rocket-chat', '--format', 'json'))).toEqual(load(yaml))
    expect(await spec('rocket-chat', '--edition', '2022')).not.toBe(yaml)
    expect(await spec('meeting-rooms', '--edition', '2022')).toBe(await spec('meeting-rooms'))
  })

  it('prints all of them as a stream of documents, without references to other files', async () => {
    const all = await spec()
    const documents = loadAll(all)
    expect(documents).toHaveLength(4)
    expect(new Set(documents.map(titleOf)).size).toBe(4)
    expect(all).not.toMatch(/\$ref: '?[^#'\s]/)
    expect(all).not.toMatch(/[&*]ref_/)
    expect(all).toBe(
      [
        await spec('control'),
        await spec('meeting-rooms'),
        await spec('rocket-chat-front'),
        await spec('rocket-chat'),
      ].join('---\n'),
    )
    expect(await spec('rocket-chat', 'control')).toBe([await spec('rocket-chat'), await spec('control')].join('---\n'))
  })

  it('writes a file for each into a folder, which it makes', async () => {
    expect(await spec('--out', at('a', 'b'))).toBe('')
    expect((await readdir(at('a', 'b'))).toSorted()).toEqual([
      'control.openapi.yaml',
      'meeting-rooms.openapi.yaml',
      'rocket-chat-front.openapi.yaml',
      'rocket-chat.openapi.yaml',
    ])
    expect(await readFile(at('a', 'b', 'meeting-rooms.openapi.yaml'), 'utf8')).toBe(await spec('meeting-rooms'))
    expect(await spec('rocket-chat', '--format', 'json', '--out', at('c'))).toBe('')
    expect(JSON.parse(await readFile(at('c', 'rocket-chat.openapi.json'), 'utf8'))).toEqual(
      load(await spec('rocket-chat')),
    )
  })

  it.each([
    [['rocket-chat', 'chat'], NO_CHAT],
    [['chat'], NO_CHAT],
    [['rocket-chat', '--format', 'xml'], /^there is no format xml\n.*yaml, json/],
    [
      ['--edition', '2021'],
      /^there is no edition 2021\n {2}Did you mean 2022\? Known: current, 2022, 8\.0, 8\.3, 8\.6\.\n$/,
    ],
    [
      ['--format', 'json'],
      /^JSON output can contain only one document\n {2}Name one of control, meeting-rooms, rocket-chat-front, rocket-chat, or a folder with --out\.\n$/,
    ],
    [
      ['rocket-chat', 'control', '--format', 'json'],
      /^JSON output can contain only one document\n {2}Name one of rocket-chat, control, or a folder with --out\.\n$/,
    ],
    [['rocket-chat', '--out', '/dev/null/x'], /^\/dev\/null\/x cannot be written to\n {2}Name a writable folder\.\n$/],
  ])('%j is refused', async (args, error) => {
    expect(await runCli(['spec', ...args])).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })
})
