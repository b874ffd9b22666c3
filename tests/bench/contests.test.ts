import { describe, expect, it } from 'vitest'
import { playTurns, type Contest, type Turn } from '../../bench/contest.ts'
import { cpuTable, figureTable, gainTable, growthTable, latencyTable, speedTable } from '../../bench/report/contests.ts'

const turn = (perSecond: number, cpu: number, p50 = 1, p99 = 2): Turn => ({ perSecond, cpu, latency: { p50, p99 } })

const contest: Contest = {
  label: 'join',
  contestants: [
    { name: 'bare', target: null, older: null, turns: [turn(100, 10), turn(200, 8), turn(100, 10)] },
    { name: 'old', target: null, older: null, turns: [turn(50, 20), turn(50, 20), turn(50, 20)] },
    { name: 'new', target: 0.8, older: 'old', turns: [turn(80, 16), turn(180, 10), turn(70, 12.5)] },
  ],
}

describe('a contest', () => {
  it('alternates in direction, so that none always follows the same one', async () => {
    const order: string[] = []
    const turns = await playTurns(['a', 'b', 'c'], 2, async (name) => {
      order.push(name)
      return turn(order.length, 0)
    })
    expect(order.join('')).toBe('abccba')
    expect(turns.get('a')?.map(({ perSecond }) => perSecond)).toEqual([1, 6])
  })

  it('compares round by round, and judges the median of the ratios', () => {
    expect(speedTable([contest], 'requests').split('\n')).toEqual([
      '| requests/s ÷ bare | old | new (≥ 0.80) |',
      '| --- | --- | --- |',
      '| join | 0.50 [0.25 … 0.50] | **0.80** reached [0.70 … 0.90] |',
    ])
  })

  it('compares CPU by the rounds, and by the least of all', () => {
    expect(cpuTable([contest]).split('\n')[2]).toBe(
      '| join | 0.50 [0.40 … 0.50], least 0.40 | 0.80 [0.63 … 0.80], least 0.80 |',
    )
  })

  it('shows all figures, and a dash for what was not measured', () => {
    const [bare] = contest.contestants
    const silent = {
      ...bare,
      name: 'sockets',
      target: null,
      older: null,
      turns: [{ perSecond: 1_234, cpu: 2.25, latency: null }],
    }
    expect(figureTable([{ label: 'join', contestants: [silent] }], 'acks').split('\n')[2]).toBe(
      '| join | sockets | 1,234 [1,234 … 1,234] | 2.3 [2.3 … 2.3] | – | – |',
    )
  })

  it('shows what newer code gains over older, for those with an older one', () => {
    const rows = gainTable([contest]).split('\n').slice(2)
    expect(rows).toEqual([
      '| join | new | 20.0 [20.0 … 20.0] | 12.5 [10.0 … 16.0] | **0.63 [0.50 … 0.80]** | 1.60 [1.40 … 3.60] | 0.50 [0.25 … 0.50] | 0.80 [0.70 … 0.90] |',
    ])
  })

  it('shows latencies by connections, fewest first', () => {
    const few = { label: 'join', contestants: contest.contestants.slice(0, 1) }
    const table = latencyTable([
      { connections: 64, contest },
      { connections: 1, contest: few },
    ])
    expect(table.split('\n')).toEqual([
      '| asked | server | p50 / p99 ms, 1 connection | p50 / p99 ms, 64 connections |',
      '| --- | --- | --- | --- |',
      '| join | bare | 1.00 / 2.00 | 1.00 / 2.00 |',
    ])
  })

  it('judges how much slower a larger seed is', () => {
    const rows = growthTable(contest, 1.3).split('\n').slice(2)
    expect(rows[1]).toBe('| old | 50 [50 … 50] | **2.00** missed [2.00 … 4.00] |')
    expect(rows[2]).toBe('| new | 80 [70 … 180] | **1.25** reached [1.11 … 1.43] |')
  })
})
