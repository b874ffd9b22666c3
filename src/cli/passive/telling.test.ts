import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { caseResult, reportOf, summaryOf } from '../../../tests/support/sample-report.ts'
import { exchangeItem, sightings } from '../../passive/testing/traffic.ts'
import { read } from '../commands/read.ts'
import { readInput } from '../read-input.ts'
import { passiveAsked } from './asked.ts'
import { collected, finished, seenRun, tallyFor, terminalOptions } from './telling.ts'

const inFolder = ownFolder()
const input = (...args: readonly string[]) => readInput(read, args, {})

describe('a reading as a run', () => {
  const seen = { target: 'a.har', leftOut: { others: 0, lost: new Map(), unread: 0 }, durationMs: 5, notes: [] }
  const run = (origins: readonly string[], ...args: readonly string[]) => {
    const asked = passiveAsked(input(...args), null, null)
    return seenRun(asked, { ...seen, origins, tally: tallyFor(asked, origins) }).run
  }

  it('fails by all that breaks on this machine, and shows it; elsewhere by documents, and what the contract fixes', () => {
    expect(run(['http://localhost:1', 'http://127.0.0.1:2'])).toEqual({
      target: 'a.har',
      url: 'http://localhost:1',
      edition: 'current',
      gate: 'inferred',
      minCoverage: 0,
      bodies: 'all',
    })
    expect(run(['http://localhost:1', 'https://a.example'])).toMatchObject({ gate: 'document', bodies: 'fixed' })
    expect(run(['https://a.example'], '--gate=server', '--keep-bodies')).toMatchObject({
      gate: 'server',
      bodies: 'all',
    })
    expect(run(['http://localhost:1'], '--gate=server')).toMatchObject({ gate: 'server', bodies: 'all' })
    expect(run([], '--min-coverage=7', '--edition=8.0')).toEqual({
      target: 'a.har',
      url: 'a.har',
      edition: '8.0',
      gate: 'inferred',
      minCoverage: 7,
      bodies: 'all',
    })
    const meant = passiveAsked(input(), 'http://meant', null)
    expect(seenRun(meant, { ...seen, origins: ['http://a'], tally: tallyFor(meant, []) }).run.url).toBe('http://meant')
  })

  it('has what was seen, by the faces of its contract', () => {
    const asked = passiveAsked(input(), null, null)
    const tally = tallyFor(asked, [])
    const { run: _run, ...rest } = seenRun(asked, { ...seen, origins: [], tally, notes: ['a note'] })
    const { faces, socketFaces } = asked.parts
    expect(rest).toEqual({ tally, leftOut: seen.leftOut, durationMs: 5, notes: ['a note'], faces, socketFaces })
  })

  it('shows no more of bodies than is asked for', () => {
    const bodyOf = (shown: { readonly mostShown?: number }) => {
      const tally = tallyFor(passiveAsked(input(), null, null), ['http://localhost'], shown)
      const [found] = sightings([exchangeItem('POST', '/rooms/a/join', { status: 413, body: { a: 'x'.repeat(500) } })])
      if (!found) throw new Error('nothing was seen')
      return JSON.stringify(tally.add(found)?.exchanges)
    }
    expect(bodyOf({})).toContain('x'.repeat(500))
    expect(bodyOf({ mostShown: 100 })).not.toContain('x'.repeat(101))
    const elsewhere = (...args: readonly string[]): string => {
      const tally = tallyFor(passiveAsked(input(...args), null, null), ['https://a.example'])
      const url = 'https://a.example/rooms/a/join'
      const [found] = sightings([exchangeItem('POST', url, { status: 413, body: { a: 'Ruth-Smith' } })])
      if (!found) throw new Error('nothing was seen')
      return JSON.stringify(tally.add(found)?.exchanges)
    }
    expect([elsewhere().includes('Ruth'), elsewhere('--keep-bodies').includes('Ruth-Smith')]).toEqual([false, true])
  })

  it('judges by the gate for these servers', () => {
    const verdict = (origins: readonly string[]) => {
      const tally = tallyFor(passiveAsked(input(), null, null), origins)
      const [found] = sightings([exchangeItem('POST', '/rooms/a/join', { status: 413, body: {} })])
      if (!found) throw new Error('nothing was seen')
      return tally.add(found)?.verdict
    }
    expect([verdict(['http://localhost']), verdict(['https://a.example'])]).toEqual(['broken', 'differs'])
  })
})

describe('the end of a reading', () => {
  const ended = async (summary: ReturnType<typeof summaryOf>, ...args: readonly string[]) => {
    const said: string[] = []
    const io = { out: (text: string) => said.push(text), error: (text: string) => said.push(text), env: {} }
    const report = reportOf([caseResult()], { summary })
    return [await finished(report, input(...args), { ...io, out: () => {} }), said.join('')]
  }

  const all = (results: Parameters<typeof summaryOf>[0]) => summaryOf(results, { identities: [] })

  it('has the exit code of its figures, and says why unless something broke', async () => {
    expect(await ended(all([caseResult()]))).toEqual([0, ''])
    expect(await ended(all([caseResult({ verdict: 'broken' })]))).toEqual([1, ''])
    expect(await ended(all([]))).toEqual([5, 'exit 5: nothing was judged\n'])
  })

  it('leaves the reports that its options name', async () => {
    const file = inFolder('read.json')
    await ended(all([caseResult()]), '--ctrf', file)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ reportFormat: 'CTRF' })
  })

  it('is told as its options say', () => {
    const io = { out: () => {}, error: () => {}, env: {} }
    expect(terminalOptions(input('--all'), io)).toMatchObject({ isTty: false, quiet: false, all: true })
    expect(terminalOptions(input('--all'), io).paint?.red('x')).toBe('x')
    expect(terminalOptions(input(), { ...io, colours: true, columns: 80 })).toMatchObject({ isTty: false, all: false })
    expect(terminalOptions(input(), { ...io, colours: true }).paint?.red('x')).toBe('\u001b[31mx\u001b[39m')
    expect(terminalOptions(input('--quiet'), io)).toMatchObject({ quiet: true, all: false })
  })

  it('is a report of its events, from the time when it began', async () => {
    const { run, summary } = reportOf([])
    const report = await collected(
      [
        { kind: 'planned', run },
        { kind: 'finished', summary },
      ],
      7,
    )
    expect([report.startedAt, report.run, report.summary]).toEqual([7, run, summary])
  })
})
