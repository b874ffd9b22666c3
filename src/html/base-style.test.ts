import { describe, expect, it } from 'vitest'
import { baseStyle } from './base-style.ts'

/** The colour of a name, in light and dark. */
const colours = new Map(
  [...baseStyle.matchAll(/--([a-z]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
    ([, name = '', ...pair]) => [name, pair] as const,
  ),
)

/** The relative luminance of a colour (WCAG 2.2). */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

describe('the style of our pages', () => {
  it.each(['ink', 'muted', 'accent', 'success', 'who', 'may', 'request', 'state', 'pace', 'server'])(
    'has text of the colour %s that can be read on all grounds, light and dark',
    (name) => {
      const text = colours.get(name) ?? []
      expect(text).toHaveLength(2)
      for (const ground of ['paper', 'raised', 'marked'])
        for (const [at, colour] of text.entries())
          expect(contrastOf(colour, colours.get(ground)?.[at] ?? ''), ground).toBeGreaterThanOrEqual(4.5)
    },
  )

  it('tells the hues apart in each of both', () => {
    const hues = ['success', 'who', 'may', 'request', 'state', 'pace', 'server'].map((name) => colours.get(name) ?? [])
    for (const at of [0, 1]) expect(new Set(hues.map((pair) => pair[at])).size).toBe(7)
  })

  it('shows the link that skips to the content once it has the focus, and breaks long words of code', () => {
    for (const rule of [
      '.skip { position: absolute; left: -100vw }',
      '.skip:focus { left: 1rem; top: .5rem }',
      'code, pre { overflow-wrap: anywhere }',
    ])
      expect(baseStyle).toContain(`\n${rule}\n`)
  })
})

it('white on black is of the greatest contrast, a colour on itself of none', () => {
  expect(contrastOf('#ffffff', '#000000')).toBeCloseTo(21)
  expect(contrastOf('#74d4a5', '#74d4a5')).toBe(1)
})
