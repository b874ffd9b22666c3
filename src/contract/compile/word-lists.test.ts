import { expect, it } from 'vitest'
import { withLists } from './word-lists.ts'

it('lists are written anew between their comments, with their indentation, and nothing else is', () => {
  const text = [
    'a',
    '  # list: one (written by npm run compile)',
    '  old',
    '  # end of list',
    '<!-- list: two (written by npm run compile) -->',
    'gone',
    '<!-- end of list -->',
    '# list: none (written by npm run compile)',
    'stays',
    '# end of list',
    'b',
  ].join('\n')
  expect(withLists(text, { one: ['x', 'y'], two: [] }).split('\n')).toEqual([
    'a',
    '  # list: one (written by npm run compile)',
    '  x',
    '  y',
    '  # end of list',
    '<!-- list: two (written by npm run compile) -->',
    '<!-- end of list -->',
    '# list: none (written by npm run compile)',
    'stays',
    '# end of list',
    'b',
  ])
})
