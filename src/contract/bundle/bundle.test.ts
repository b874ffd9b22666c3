import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundleDocument } from './bundle.ts'
import { nullTypesIn } from './nullable.ts'
import { lintDocuments } from '../lint/lint.ts'
import { loadDocument } from '../read/load.ts'
import { valueAt } from '../model/pointer.ts'
import { isContainer } from '../../json.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const SPECS = join(ROOT, 'specs')
const REDOCLY = join(ROOT, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js')
const names = (await readdir(SPECS)).filter((name) => name.endsWith('.openapi.yaml'))

/** A folder with these files, deleted after the test. */
async function folderOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-bundle-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, value] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), JSON.stringify(value))
  }
  return folder
}

const bundleOf = async (files: Readonly<Record<string, unknown>>): Promise<object> => {
  const folder = await folderOf(files)
  return bundleDocument(join(folder, 'main.json'), folder)
}

const refsIn = (value: unknown): string[] =>
  isContainer(value)
    ? Object.entries(value).flatMap(([key, item]) => (key === '$ref' ? [String(item)] : refsIn(item)))
    : []

const HEAD = { openapi: '3.1.0', info: { title: 'Stage', version: '1.0.0' }, paths: {} }

const bundles = new Map(
  await Promise.all(names.map(async (name) => [name, await bundleDocument(join(SPECS, name), SPECS)] as const)),
)
const bundleNamed = (name: string): object => bundles.get(name) ?? {}

describe.each(names)('the bundle of %s', (name) => {
  it('names components alone, and every one of them is there', () => {
    const bundle = bundleNamed(name)
    const refs = refsIn(bundle)
    expect(refs.length).toBeGreaterThan(0)
    expect(refs.filter((ref) => !/^#\/components\/\w+\/\w+$/.test(ref))).toEqual([])
    expect(refs.filter((ref) => valueAt(bundle, ref.split('/').slice(1)) === undefined)).toEqual([])
  })

  it('says what the document says, with its references followed and without nullable, and has lost nothing', async () => {
    const folder = await folderOf({ 'bundle.json': bundleNamed(name) })
    const [bundle, document] = [await loadDocument(join(folder, 'bundle.json')), await loadDocument(join(SPECS, name))]
    if (!isContainer(bundle.value) || !isContainer(document.value)) throw new Error('no documents')
    const { components: more, ...said } = bundle.value
    const { components: own, ...meant } = nullTypesInRecord(document.value)
    expect(said).toEqual(meant)
    expect(more).toMatchObject(own ?? {})
    expect(JSON.stringify(bundleNamed(name))).not.toContain('"nullable"')
  })

  // The one that refers to another file represents the others, whose faults lint reports in the documents themselves.
  it('passes our own lint', { tags: name.includes('2022') ? [] : ['full'] }, async () => {
    const folder = await folderOf({ 'bundle.json': bundleNamed(name) })
    expect(await lintDocuments([await loadDocument(join(folder, 'bundle.json'))])).toEqual([])
  })
})

it("the bundles are accepted by Redocly's recommended rules", async () => {
  const folder = await folderOf(Object.fromEntries(names.map((name) => [`${name}.json`, bundleNamed(name)])))
  const files = names.map((name) => `${name}.json`)
  const args = [REDOCLY, 'lint', ...files, '--extends', 'recommended', '--format', 'json']
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  // It exits with 1, and this throws, if there is an error. It prints an object for each file.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env })
  const reports = stdout
    .split(/(?<=^\})(?=\{)/m)
    .map((text): { totals: unknown; problems: { ruleId: string }[] } => JSON.parse(text))
  expect(reports).toHaveLength(names.length)
  // An `if` requires members that the schema around it describes; this rule looks for them beside it.
  const known = ['no-required-schema-properties-undefined']
  for (const { totals, problems } of reports) {
    expect(totals).toMatchObject({ errors: 0 })
    expect(problems.filter(({ ruleId }) => !known.includes(ruleId))).toEqual([])
  }
})

const nullTypesInRecord = (value: Record<string, unknown>): Record<string, unknown> => ({ ...nullTypesIn(value) })

describe('bundleDocument', () => {
  it('moves components of other files into its own, with what those refer to', async () => {
    const other = {
      components: { schemas: { A: { items: { $ref: '#/components/schemas/B' } }, B: { type: 'string' } } },
    }
    const main = { ...HEAD, components: { schemas: { Own: { $ref: 'other.json#/components/schemas/A' } } } }
    const use = { ...main, paths: { '/a': { summary: 's', 'x-one': { $ref: 'other.json#/components/schemas/A' } } } }
    expect(await bundleOf({ 'main.json': use, 'other.json': other })).toEqual({
      ...HEAD,
      paths: { '/a': { summary: 's', 'x-one': { $ref: '#/components/schemas/Own' } } },
      components: { schemas: { Own: { items: { $ref: '#/components/schemas/B' } }, B: { type: 'string' } } },
    })
  })

  it('gives a component another name where its own is taken', async () => {
    const main = {
      ...HEAD,
      'x-one': { $ref: 'other.json#/components/schemas/A' },
      'x-two': { $ref: '#/components/schemas/A' },
      components: { schemas: { A: { type: 'number' } } },
    }
    expect(
      await bundleOf({ 'main.json': main, 'other.json': { components: { schemas: { A: { type: 'string' } } } } }),
    ).toEqual({
      ...main,
      'x-one': { $ref: '#/components/schemas/A2' },
      components: { schemas: { A: { type: 'number' }, A2: { type: 'string' } } },
    })
  })

  it('gives components of one name from two other files a home each', async () => {
    const partOf = (type: string) => ({ components: { schemas: { A: { type } } } })
    const main = {
      ...HEAD,
      'x-one': { $ref: 'one.json#/components/schemas/A' },
      'x-two': { $ref: 'two.json#/components/schemas/A' },
    }
    expect(
      await bundleOf({ 'main.json': main, 'one.json': partOf('string'), 'two.json': partOf('number') }),
    ).toMatchObject({
      'x-one': { $ref: '#/components/schemas/A' },
      'x-two': { $ref: '#/components/schemas/A2' },
      components: { schemas: { A: { type: 'string' }, A2: { type: 'number' } } },
    })
  })

  it('writes anything else in place, through references on the way', async () => {
    const main = { ...HEAD, paths: { '/a': { $ref: 'other.json#/paths/~1b' }, '/c': { $ref: 'whole.json' } } }
    const other = { paths: { '/b': { $ref: 'sub/third.json#/item' } } }
    const files = {
      'main.json': main,
      'other.json': other,
      'sub/third.json': { item: { get: 1 } },
      'whole.json': { put: 2 },
    }
    expect(await bundleOf(files)).toEqual({ ...HEAD, paths: { '/a': { get: 1 }, '/c': { put: 2 } } })
  })

  it('keeps components that refer to themselves', async () => {
    const Tree = { type: 'array', items: { $ref: '#/components/schemas/Tree' } }
    const main = { ...HEAD, 'x-one': { $ref: 'other.json#/components/schemas/Tree' } }
    expect(await bundleOf({ 'main.json': main, 'other.json': { components: { schemas: { Tree } } } })).toEqual({
      ...HEAD,
      'x-one': { $ref: '#/components/schemas/Tree' },
      components: { schemas: { Tree } },
    })
  })

  it('throws a Fault for a part that contains itself', async () => {
    const main = { ...HEAD, 'x-one': { more: { $ref: '#/x-one' } } }
    await expect(bundleOf({ 'main.json': main })).rejects.toMatchObject({
      message: expect.stringMatching(/main\.json#\/x-one: contains itself$/),
      fix: 'Make it a component.',
    })
  })

  it('throws a Fault for a part below a $ref that leads back to itself', async () => {
    const main = { ...HEAD, 'x-one': { $ref: '#/x-two/part' }, 'x-two': { $ref: '#/x-two' } }
    await expect(bundleOf({ 'main.json': main })).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(/main\.json#\/x-two\/part: not found$/),
    })
  })

  it.each([
    ['other.json', /other\.json: no such file$/],
    ['../other.json', /other\.json: no such file$/],
    ['https://example.com/other.json', /^https:\/\/example\.com\/other\.json: only files can be read$/],
    ['#/components/schemas/None', /main\.json#\/components\/schemas\/None: not found$/],
  ])('throws a Fault for the $ref %s', async ($ref, message) => {
    await expect(bundleOf({ 'main.json': { ...HEAD, 'x-one': { $ref } } })).rejects.toMatchObject({
      name: 'Fault',
      message: expect.stringMatching(message),
    })
  })

  it('leaves nullable in 3.0, and in data', async () => {
    const schema = { type: 'string', nullable: true }
    const examples = { example: schema, enum: [schema], properties: { example: schema } }
    const schemas = { A: schema }
    const [older, newer] = await Promise.all(
      ['3.0.3', '3.1.1'].map((openapi) => bundleOf({ 'main.json': { ...HEAD, openapi, components: { schemas } } })),
    )
    expect(older).toMatchObject({ components: { schemas } })
    expect(newer).toMatchObject({ components: { schemas: { A: { type: ['string', 'null'] } } } })
    expect(await bundleOf({ 'main.json': { ...HEAD, components: { schemas: { A: examples } } } })).toMatchObject({
      components: { schemas: { A: { ...examples, properties: { example: { type: ['string', 'null'] } } } } },
    })
  })
})

it.each([[5], [[]], [null]])('a file that holds %j is no document', async (value) => {
  await expect(bundleOf({ 'main.json': value })).rejects.toMatchObject({
    name: 'Fault',
    message: expect.stringMatching(/main\.json: is not a document$/),
    fix: 'It must contain a YAML or JSON object.',
  })
})
