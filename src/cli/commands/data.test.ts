import { writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'
import { startServer } from '../../server.ts'

const inFolder = ownFolder()
let file = ''
beforeAll(async () => {
  file = inFolder('kept.db')
  await using server = await startServer({ data: file, control: false })
  const world = await server.world({ name: 'qa' })
  await world.situation({ 'meeting-room': [] })
})
const data = (...args: readonly string[]) => runCli(['data', '--data', file, ...args])

describe('greenroom data', () => {
  it('shows each world in columns, below what is kept in all', async () => {
    const { code, out } = await data()
    const [head, ...rows] = out.trimEnd().split('\n')
    expect([code, head]).toEqual([0, expect.stringMatching(/kept\.db: format \d+, edition current, [\d,]+ KiB$/)])
    expect(rows).toEqual([
      expect.stringMatching(
        /^default {2}documented {2}0 changes since its snapshot {2}0 KiB {2}0 calls in its journal$/,
      ),
      expect.stringMatching(/^qa {7}documented {2}1 change since its snapshot {3}1 KiB {2}0 calls in its journal$/),
    ])
    const { out: json } = await data('--json')
    expect(json.startsWith('{\n  "')).toBe(true)
    expect(JSON.parse(json)).toMatchObject({
      edition: 'current',
      worlds: [{ name: 'default' }, { name: 'qa', entries: 1 }],
    })
  })

  it('takes a world out, and puts it in under another name', async () => {
    const { out: snapshot } = await data('export', 'qa')
    const path = inFolder('qa.json')
    await writeFile(path, snapshot)
    expect(await data('import', 'Copy', path)).toEqual({ code: 0, out: `copy is now as in ${path}\n`, error: '' })
    expect((await data('export', 'copy')).out).toBe(snapshot)
    for (const name of ['copy', 'COPY'])
      expect(await data('import', name, path)).toMatchObject({
        code: 2,
        error: `${file} has a world copy already\n  Add --replace to put the snapshot in its place, or choose another name. Nothing was changed.\n`,
      })
    const again = await data('import', 'copy', path)
    expect([again.code, again.out]).toEqual([2, ''])
    expect(await data('drop', 'copy')).toEqual({ code: 0, out: 'copy was dropped\n', error: '' })
    expect((await data()).out).toMatch(/^[^\n]*\ndefault [^\n]*\nqa [^\n]*\n$/)
    expect((await data('import', 'copy', path)).code).toBe(0)
    expect((await data('import', 'copy', path, '--replace')).code).toBe(0)
  })

  it.each([
    [['sing'], /^there is no command of greenroom data sing\n {2}Known: export, import, drop\.\n$/],
    [['drop'], /^greenroom data drop takes a world\n {2}For example: greenroom data drop default\n$/],
    [['drop', 'qa', '--json'], /^--json has no effect with drop\n {2}Omit it\.\n$/],
    [['drop', 'qa', '--replace'], /^--replace has no effect without import\n {2}Omit it\.\n$/],
    [
      ['drop', 'qa', 'more'],
      /^unexpected argument more\n {2}greenroom data takes export, import or drop, a world, and for import a file\.\n$/,
    ],
    [['--replace'], /^--replace has no effect without import\n {2}Omit it\.\n$/],
    [['import', 'a b', 'qa.json'], /^a b is not a valid world name\n/],
    [['import', 'qa', 'qa.json', '--json'], /^--json has no effect with import\n {2}Omit it\.\n$/],
    [['export'], /^greenroom data export takes a world\n {2}For example: greenroom data export default\n$/],
    [['import'], /^greenroom data import takes a world\n/],
    [
      ['import', 'qa'],
      /^greenroom data import takes a snapshot\n {2}Name the file that greenroom data export has printed\.\n$/,
    ],
    [
      ['import', 'qa', 'none.json'],
      /^none\.json cannot be read\n {2}Name the file that greenroom data export has printed\.\n$/,
    ],
    [['import', 'qa', 'package.json', 'more'], /^unexpected argument more\n/],
    [
      ['export', 'qa', 'more'],
      /^unexpected argument more\n {2}greenroom data takes export, import or drop, a world, and for import a file\.\n$/,
    ],
    [['export', 'qa', '--json'], /^--json has no effect with export\n/],
    [['export', 'none'], /^there is no world none in .+kept\.db\n {2}greenroom data lists them\.\n$/],
    [['export', 'qa', '--replace'], /^--replace has no effect without import\n/],
  ])('as %j is refused', async (args, error) => {
    expect(await data(...args)).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })

  it('takes worlds out of data of another edition', async () => {
    const older = inFolder('older.db')
    await (await startServer({ data: older, edition: '8.0', control: false })).close()
    expect(await runCli(['data', 'export', 'default', '--data', older])).toMatchObject({ code: 0, error: '' })
    expect((await runCli(['data', '--data', older])).out).toContain('edition 8.0')
  })

  it('takes a snapshot alone, and needs to know where the data is', async () => {
    const path = inFolder('list.json')
    await writeFile(path, '[]')
    expect(await data('import', 'qa', path)).toMatchObject({
      code: 2,
      error: `${path} is not a snapshot\n  Name the file that greenroom data export has printed.\n`,
    })
    expect(await runCli(['data'])).toMatchObject({
      code: 2,
      error: 'greenroom data needs to know where the data is\n  Add --data <file or URL>, as for greenroom serve.\n',
    })
  })
})
