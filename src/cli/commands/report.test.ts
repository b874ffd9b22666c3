import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli } from '../../../tests/support/run-cli.ts'
import { eventsOf, variedResults } from '../../../tests/support/sample-report.ts'
import { toCtrf } from '../../report/formats/ctrf.ts'
import { collect } from '../../report/report.ts'

const at = ownFolder()

describe('greenroom report', () => {
  it('writes a page from the report of a run', async () => {
    // oxlint-disable-next-line require-await -- a stream that has all of its events at once
    const events = (async function* () {
      yield* eventsOf(variedResults())
    })()
    await writeFile(at('run.json'), toCtrf([await collect(events)]))
    expect(await runCli(['report', at('run.json'), '--html', at('run.html')])).toEqual({
      code: 0,
      out: `${at('run.html')} was written\n`,
      error: '',
    })
    expect(await readFile(at('run.html'), 'utf8')).toMatch(/^<!doctype html>/)
    expect((await runCli(['report', at('run.json'), '--html', '/dev/null/x'])).error).toBe(
      '/dev/null/x cannot be written\n  Name a file in a writable folder.\n',
    )
  })

  it('says what it needs', async () => {
    const refused = async (...args: string[]) => {
      const { code, error } = await runCli(['report', ...args])
      expect(code).toBe(2)
      return error
    }
    expect(await refused()).toBe('greenroom report takes a CTRF report\n  greenroom verify --ctrf <file> writes one.\n')
    expect(await refused('a', 'b')).toBe('unexpected argument b\n  greenroom report takes one file.\n')
    expect(await refused('a')).toBe('greenroom report needs --html <file>\n  Name the file to write.\n')
    await writeFile(at('other.json'), '{}')
    expect(await refused(at('other.json'), '--html', at('x.html'))).toMatch(`${at('other.json')} `)
    expect(await refused(at('none.json'), '--html', at('x'))).toBe(
      `${at('none.json')} cannot be read\n  Check the path.\n`,
    )
  })
})
