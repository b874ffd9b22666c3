import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Fault } from '../../fault.ts'
import { loadDocument, toFault } from './load.ts'
import { shownPath } from './shown-path.ts'

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
    const path = await specsLinkingTo('../secret.yaml')
    const part = shownPath(path).replace('main.yaml', 'part.yaml')
    await expect(loadDocument(path)).rejects.toThrow(`${part}: is outside ${part.replace('/part.yaml', '')}`)
  })

  it('is read where the link leads out of its folder, into another that it may refer to', async () => {
    const path = await specsLinkingTo('../secret.yaml')
    expect((await loadDocument(path, join(path, '..', '..'))).value).toEqual({ part: { kept: 'outside' } })
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
  await expect(loadDocument(join(folder, 'main.yaml'))).rejects.toMatchObject({
    message: `${shownPath(join(folder, 'main.yaml'))}: its $refs expand to too many values`,
    fix: 'Let fewer schemas refer to each other.',
  })
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
  ['txt', 'a: 1\nb: }', 2, 'bad indentation of a mapping entry'],
])('is read as YAML, and as nothing else, whatever its file is called: .%s', async (ending, text, line, what) => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-endings-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, `part.${ending}`), text)
  await writeFile(join(folder, 'main.yaml'), `part: { $ref: part.${ending} }\n`)
  for (const name of ['main.yaml', `part.${ending}`])
    await expect(loadDocument(join(folder, name))).rejects.toMatchObject({
      name: 'Fault',
      message: `${shownPath(join(folder, `part.${ending}`))}:${line}: ${what}`,
    })
})

it('refers to files by their names or URLs, whose names may be escaped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-names-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'a part é.yaml'), 'kept: 1\n')
  await writeFile(join(folder, 'main.yaml'), `a: { $ref: a%20part%20%C3%A9.yaml }\nb: { $ref: ./a part é.yaml }\n`)
  expect((await loadDocument(join(folder, 'main.yaml'))).value).toEqual({ a: { kept: 1 }, b: { kept: 1 } })
})

it('tells where a $ref leads nowhere, or back to itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-broken-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const faultOf = async (text: string): Promise<unknown> => {
    await writeFile(join(folder, 'main.yaml'), text)
    return loadDocument(join(folder, 'main.yaml')).catch((error: unknown) => error)
  }
  expect(await faultOf('a: 1\nb:\n  $ref: "#/none"\n')).toMatchObject({
    message: `${shownPath(join(folder, 'main.yaml'))}:3: the $ref #/none leads nowhere`,
    fix: 'Correct the name, or add what it refers to.',
  })
  for (const url of ['http://example.org/a.yaml', 'https://example.org/a.yaml'])
    expect(await faultOf(`a: { $ref: "${url}" }\n`)).toMatchObject({
      message: `${url}: only files can be read`,
      fix: 'Save it beside the document, and refer to the copy.',
    })
  expect(await faultOf('a: { next: { $ref: "#/a" } }\n')).toMatchObject({
    message: `${shownPath(join(folder, 'main.yaml'))}: the $ref at /a/next leads back to itself`,
    fix: 'Recursive schemas are not supported; break the cycle.',
  })
  expect(await faultOf('a: { $ref: none.yaml }\n')).toMatchObject({
    message: `${shownPath(join(folder, 'none.yaml'))}: no such file`,
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
  expect(toFault(new SyntaxError('"/x/main.yaml" is not a valid JSON Schema'), 'main.yaml', new Map())).toMatchObject({
    message: 'main.yaml: is not a document',
    fix: 'It must contain a YAML or JSON object.',
  })
  expect([told(new Error('odd')), told('odd'), told({ ioErrorCode: 'ENOENT' }), told(new Error(''))]).toEqual([
    'main.yaml: odd',
    'main.yaml: odd',
    'main.yaml: cannot be read',
    'main.yaml: cannot be read',
  ])
})
