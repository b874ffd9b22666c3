import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'

const at = ownFolder()
const GOOD = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      operationId: readA
      responses:
        '200': { description: yes }
`
const BAD = GOOD.replace('operationId: readA', 'operationId: readA\n      parameters: [{ name: q, in: query }]')
const written = async (name: string, text: string): Promise<string> => {
  await writeFile(at(name), text)
  return at(name)
}

describe('greenroom lint', () => {
  it('counts findings and documents, and fails if there are any', async () => {
    const [good, bad] = [await written('good.yaml', GOOD), await written('bad.yaml', BAD)]
    expect(await runCli(['lint', good])).toEqual({ code: 0, out: '', error: '0 findings in 1 document\n' })
    const { code, out, error } = await runCli(['lint', good, bad])
    expect([code, error]).toEqual([1, '1 finding in 2 documents\n'])
    expect(out).toBe(`${relative('.', bad)}:7: parameters[0] has no schema or content\n  fix: Add schema or content.\n`)
    const json = await runCli(['lint', bad, '--json'])
    expect([json.code, json.out.startsWith('[\n  {\n    '), json.error]).toEqual([1, true, '1 finding in 1 document\n'])
    expect(JSON.parse(json.out)).toHaveLength(1)
  })

  it('reads standard input', async () => {
    const stdin = () => Promise.resolve(new TextEncoder().encode(BAD))
    const { code, out, error } = await runCli(['lint', '-'], {}, { stdin })
    expect([code, error]).toEqual([1, '1 finding in 1 document\n'])
    expect(out).toBe('stdin:7: parameters[0] has no schema or content\n  fix: Add schema or content.\n')
    expect(await runCli(['lint', '-'])).toMatchObject({
      code: 2,
      error: 'stdin: is empty\n  Write a document into it.\n0 findings in 0 documents\n',
    })
  })

  it('lets standard input refer to what is below the working directory, and to nothing else', async () => {
    const outOf = async (file: string): Promise<string> => {
      const text = GOOD.replace('{ description: yes }', `{ $ref: '${file}#/info' }`)
      return (await runCli(['lint', '-'], {}, { stdin: () => Promise.resolve(new TextEncoder().encode(text)) })).out
    }
    expect(await outOf('tests/support/broken-ref.openapi.yaml')).not.toContain('the $ref')
    expect(await outOf(await written('good.yaml', GOOD))).toMatch(/^stdin:\d+: the \$ref .*outside/)
  })

  it('checks the others where one cannot be read', async () => {
    const bad = await written('bad.yaml', BAD)
    const { code, out, error } = await runCli(['lint', at('none.yaml'), bad])
    expect([code, out.includes('bad.yaml')]).toEqual([2, true])
    expect(error).toMatch(/none\.yaml[^]*1 finding in 1 document\n$/)
  })

  it('lists the pairs of outcomes that clash, which are no findings', async () => {
    const { code, out, error } = await runCli(['lint', '--clashes'])
    const lines = out.trimEnd().split('\n')
    expect([code, error]).toEqual([0, `${lines.length} pairs of outcomes without a precedence case\n`])
    for (const line of lines) expect(line).toMatch(/^contract-tests\/cases\/\w+\.yaml:\d+: \w+\/[\w-]+ and [\w-]+: \S/)
    expect(JSON.parse((await runCli(['lint', '--clashes', '--json'])).out)).toHaveLength(lines.length)
    expect(await runCli(['lint', 'x.yaml', '--clashes'])).toEqual({
      code: 2,
      out: '',
      error: "--clashes is about greenroom's own cases\n  Drop the files.\n",
    })
  })
})
