import { describe, expect, it } from 'vitest'
import { busynessLine, coreTicks, isReliable, processTicks } from '../../bench/busyness.ts'

const STAT = `cpu  300 30 60 600 6 3 9 12 0 0
cpu0 100 10 20 200 2 1 3 4 0 0
cpu1 200 20 40 400 4 2 6 8 0 0
cpu11 900 900 900 900 900 900 900 900 0 0
intr 1`

describe('the ticks of cores', () => {
  it('are those of the named cores alone, without interrupts in what is busy', () => {
    expect(coreTicks(STAT, [1])).toEqual({ busy: 260, stolen: 8, total: 680 })
    expect(coreTicks(STAT, [0, 1])).toEqual({ busy: 390, stolen: 12, total: 1020 })
  })

  it('are those of all cores if none is named', () => {
    expect(coreTicks(STAT, [])).toEqual({ busy: 390, stolen: 12, total: 1020 })
  })
})

it('a process is counted with its ended children, whatever its name contains', () => {
  expect(processTicks('7 (a) b c) S 1 7 7 0 -1 0 0 0 0 0 10 20 3 4 20 0 1 0 5')).toBe(37)
})

describe('a run', () => {
  it('is reliable while other work and the host take little', () => {
    expect(isReliable({ others: 0.05, stolen: 0.02, loadBefore: 9 })).toBe(true)
    expect(isReliable({ others: 0.051, stolen: 0, loadBefore: 0 })).toBe(false)
    expect(isReliable({ others: 0, stolen: 0.021, loadBefore: 0 })).toBe(false)
  })

  it('says in its report that it is not, and what disturbed it', () => {
    const line = busynessLine({ others: 0.5, stolen: 0.034, loadBefore: 13.61 })
    expect(line).toContain('NOT RELIABLE')
    expect(line).toContain(
      'other processes used 50.0 % of the measured cores, the host of this machine took 3.4 %; load 13.6',
    )
  })

  it('claims nothing where the system tells nothing', () => {
    const unknown = { others: null, stolen: null, loadBefore: 0 }
    expect(isReliable(unknown)).toBe(null)
    expect(busynessLine(unknown)).toContain('unknown')
  })
})
