import { cp, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'

const inFolder = ownFolder()
const TWO =
  'greenroom diff takes two editions\n  Name two of current, 2022, 8.0, 8.3, 8.6, or a contract file: greenroom diff 8.0 8.6\n'

describe('greenroom diff', () => {
  it('prints what changes for a client, by operation, and how much', async () => {
    const { code, out, error } = await runCli(['diff', '8.0', '8.6'])
    expect([code, error]).toEqual([0, expect.stringMatching(/^\d+ changes from 8\.0 to 8\.6\n$/)])
    expect(out).toMatch(/^joinLivechatRoom\n {2}~ /m)
    expect(out).toContain('  ~ missing-permission now comes before rate-limited, missing-room-id, invalid-query\n')
    expect(out).toContain('  ~ values in the query are converted as lists, not scalars\n')
    expect(out).not.toContain('joinMeetingRoom')
  })

  it('prints the same as JSON', async () => {
    const { out } = await runCli(['diff', '8.0', '8.6', '--json'])
    expect(out).toMatch(/^\[\n {2}\{\n {4}"kind": /)
    expect(JSON.parse(out)).toContainEqual({
      kind: 'coercion',
      operation: 'joinVideoConference',
      name: 'body',
      from: 'none',
      to: 'scalars',
    })
  })

  it('says so where nothing changes, and compares a file of one’s own', async () => {
    expect(await runCli(['diff', '8.6', '8.6'])).toMatchObject({
      code: 0,
      out: '',
      error: '0 changes from 8.6 to 8.6\n',
    })
    const file = 'specs/rocket-chat.8.6.openapi.yaml'
    expect(await runCli(['diff', '8.6', file])).toMatchObject({ code: 0, out: '' })
    expect(await runCli(['diff', file, '8.6'])).toMatchObject({ code: 0, out: '' })
    const count = async (...names: readonly string[]) => (await runCli(['diff', ...names])).error.split(' ')[0]
    expect([await count(file, '8.0'), await count('8.0', file)]).toEqual([
      await count('8.6', '8.0'),
      await count('8.0', '8.6'),
    ])
  })

  it('says of one change that it is one', async () => {
    await cp('specs', inFolder('specs'), { recursive: true })
    const path = inFolder('specs/own.yml')
    const text = await readFile(inFolder('specs/rocket-chat.8.6.openapi.yaml'), 'utf8')
    await writeFile(path, text.replace("must have required property 'callId'", 'callId is missing'))
    expect(await runCli(['diff', '8.6', path])).toMatchObject({
      code: 0,
      out: expect.stringContaining('callId is missing'),
      error: expect.stringMatching(/^1 change from 8\.6 to /),
    })
  })

  it.each([
    [[], TWO],
    [['8.0'], TWO],
    [['8.0', '8.3', '8.6'], TWO],
    [['8.0', '8.7'], 'there is no edition 8.7\n  Did you mean 8.0? Known: current, 2022, 8.0, 8.3, 8.6.\n'],
    [['8.8', '8.7'], 'there is no edition 8.8\n  Did you mean 8.0? Known: current, 2022, 8.0, 8.3, 8.6.\n'],
    [['8.0', './none.yaml'], 'none.yaml: no such file\n  Check the path, or the $ref that names it.\n'],
    [['8.0', './NONE.YAML'], 'NONE.YAML: no such file\n  Check the path, or the $ref that names it.\n'],
    [['./none.yml', '8.0'], 'none.yml: no such file\n  Check the path, or the $ref that names it.\n'],
    [['./none.json', '8.0'], 'none.json: no such file\n  Check the path, or the $ref that names it.\n'],
    [['./none.yamlx', '8.0'], 'there is no edition ./none.yamlx\n  Known: current, 2022, 8.0, 8.3, 8.6.\n'],
  ])('%j is refused', async (operands, message) => {
    expect(await runCli(['diff', ...operands])).toEqual({ code: 2, out: '', error: message })
  })
})
