import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Fault } from '../../fault.ts'
import { loadDocument, toFault } from './load.ts'

/** A folder with a document in `specs` that refers to `specs/part.yaml`, which links to this file. */
async function specsLinkingTo(linked: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-load-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'specs'))
  await writeFile(join(folder, 'secret.yaml'), 'kept: outside')
  await writeFile(join(folder, 'specs', 'real.yaml'), 'kept: inside')
  await writeFile(join(folder, 'specs', 'main.yaml'), 'part: { $ref: part.yaml }')
  await symlink(linked, join(folder, 'specs', 'part.yaml'))
  return join(folder, 'specs', 'main.yaml')
}

describe('a document that refers to a file through a symbolic link', () => {
  it('is read where the link leads to a file of its folder', async () => {
    const document = await loadDocument(await specsLinkingTo('real.yaml'))
    expect(document.value).toEqual({ part: { kept: 'inside' } })
  })

  it('is refused where the link leads out of its folder', async () => {
    await expect(loadDocument(await specsLinkingTo('../secret.yaml'))).rejects.toThrow('is outside')
  })

  it('may lie behind a link itself', async () => {
    const path = await specsLinkingTo('real.yaml')
    const link = join(await mkdtemp(join(tmpdir(), 'greenroom-link-')), 'specs')
    onTestFinished(() => rm(join(link, '..'), { recursive: true }))
    await symlink(join(path, '..'), link)
    expect((await loadDocument(join(link, 'main.yaml'))).value).toEqual({ part: { kept: 'inside' } })
  })
})

it('is refused where a few references expand to millions of values', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-budget-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const ten = (level: number): string => Array.from({ length: 10 }, () => `{ $ref: "#/l${level}" }`).join(', ')
  const levels = Array.from({ length: 6 }, (_, level) => `l${level + 1}: [${ten(level)}]\n`)
  await writeFile(join(folder, 'main.yaml'), `l0: x\n${levels.join('')}`)
  await expect(loadDocument(join(folder, 'main.yaml'))).rejects.toThrow('expand to too many values')
})

it('knows where a value is written that several files in different folders lead to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-places-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'parts', 'inner'), { recursive: true })
  await writeFile(
    join(folder, 'main.yaml'),
    'title: whole\npart: { $ref: parts/first.yaml }\nother:\n  $ref: parts/first.yaml\n  depth: 3\n',
  )
  await writeFile(join(folder, 'parts', 'first.yaml'), '$ref: "inner/second.yaml#/definitions/kept"\n')
  await writeFile(join(folder, 'parts', 'inner', 'second.yaml'), 'definitions:\n  kept:\n    depth: 2\n')
  const { locate } = await loadDocument(join(folder, 'main.yaml'))
  const place = (parts: readonly string[]): string => `${locate(parts).file.split('/').at(-1)}:${locate(parts).line}`
  expect([['title'], ['part'], ['part', 'depth']].map(place)).toEqual(['main.yaml:1', 'main.yaml:2', 'second.yaml:3'])
  expect(place(['other', 'depth'])).toBe('main.yaml:5')
})

it.each([
  ['json', '{ "a": 1,\n "a": 2 }', 2, 'the key a is already in line 1'],
  ['txt', 'a: 1\nb: }', 2, ''],
])('is read as YAML, and as nothing else, whatever its file is called: .%s', async (ending, text, line, what) => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-endings-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, `part.${ending}`), text)
  await writeFile(join(folder, 'main.yaml'), `part: { $ref: part.${ending} }\n`)
  for (const name of ['main.yaml', `part.${ending}`])
    await expect(loadDocument(join(folder, name))).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringContaining(`/part.${ending}:${line}: ${what}`),
    })
})

it('tells where a $ref leads nowhere, or back to itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-broken-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const faultOf = async (text: string): Promise<unknown> => {
    await writeFile(join(folder, 'main.yaml'), text)
    return loadDocument(join(folder, 'main.yaml')).catch((error: unknown) => error)
  }
  expect(await faultOf('a: 1\nb:\n  $ref: "#/none"\n')).toMatchObject({
    message: expect.stringMatching(/main\.yaml:3: the \$ref #\/none leads nowhere$/),
    fix: 'Correct the name, or add what it refers to.',
  })
  for (const url of ['http://example.org/a.yaml', 'https://example.org/a.yaml'])
    expect(await faultOf(`a: { $ref: "${url}" }\n`)).toMatchObject({
      message: expect.stringContaining(`${url}: only files can be read`),
      fix: 'Save it beside the document, and refer to the copy.',
    })
  expect(await faultOf('a: { next: { $ref: "#/a" } }\n')).toMatchObject({
    message: expect.stringMatching(/main\.yaml: the \$ref at \S* leads back to itself$/),
    fix: 'Recursive schemas are not supported; break the cycle.',
  })
  expect(await faultOf('a: { $ref: none.yaml }\n')).toMatchObject({
    message: expect.stringMatching(/none\.yaml: no such file$/),
    fix: 'Check the path, or the $ref that names it.',
  })
})

it('has both what it says and what that means, and no faults', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-raw-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'main.yaml'), 'a: { $ref: "#/b" }\nb: { c: 1 }\n')
  expect(await loadDocument(join(folder, 'main.yaml'))).toMatchObject({
    file: expect.stringMatching(/main\.yaml$/),
    raw: { a: { $ref: '#/b' }, b: { c: 1 } },
    value: { a: { c: 1 }, b: { c: 1 } },
    refFaults: [],
    keyFaults: [],
  })
})

it('is never read from a network, however that is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-network-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'main.yaml'), 'part: { $ref: "HTTP://127.0.0.1:1/a.yaml" }\n')
  await expect(loadDocument(join(folder, 'main.yaml'))).rejects.toMatchObject({
    message: 'http://127.0.0.1:1/a.yaml: only files can be read',
    fix: 'Save it beside the document, and refer to the copy.',
  })
})

it('what the parser throws is told with its place, or as the Fault within it', () => {
  const told = (error: unknown): string => toFault(error, 'main.yaml', new Map()).message
  const inner = new Fault('the innermost', 'Fix it.')
  const wrapped = new Error('outer', { cause: new Error('inner', { cause: inner }) })
  expect(toFault(wrapped, 'main.yaml', new Map())).toBe(inner)
  expect(told(new ReferenceError('Circular $ref pointer found at /x/main.yaml#/a/b'))).toBe(
    'main.yaml: the $ref at /a/b leads back to itself',
  )
  expect(told(new Error('Missing $ref pointer "/x/main.yaml#/nowhere". Token is missing.'))).toBe(
    'main.yaml: the $ref #/nowhere leads nowhere',
  )
  expect([told(new Error('odd')), told('odd'), told({ ioErrorCode: 'ENOENT' }), told(new Error(''))]).toEqual([
    'main.yaml: odd',
    'main.yaml: odd',
    'main.yaml: cannot be read',
    'main.yaml: cannot be read',
  ])
})
