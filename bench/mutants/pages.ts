import { at, json, rooms } from './answers.ts'
import { of } from './kinds.ts'
import type { Mutant } from './mutant.ts'
import { replaced } from './patch.ts'

const SORT = 'domain/livechat-sort.ts'
const PAGE = 'domain/livechat-page.ts'
const LIST = 'domain/livechat-list.ts'

/** The order of the list, its pages, and their rooms. */
export const pageMutants: readonly Mutant[] = [
  ...of('order', [
    [
      'oldest first',
      replaced(
        LIST,
        'rooms: () => state.livechatRooms.newestFirst()',
        'rooms: () => [...state.livechatRooms.newestFirst()].reverse()',
      ),
    ],
    [
      'by id',
      replaced(
        LIST,
        'rooms: () => state.livechatRooms.newestFirst()',
        'rooms: () => [...state.livechatRooms.newestFirst()].sort((a, b) => (a._id < b._id ? -1 : 1))',
      ),
    ],
    [
      'by change',
      replaced(
        LIST,
        'rooms: () => state.livechatRooms.newestFirst()',
        'rooms: () => [...state.livechatRooms.newestFirst()].sort((a, b) => (a._updatedAt > b._updatedAt ? -1 : 1))',
      ),
    ],
    [
      'by name',
      replaced(
        LIST,
        'rooms: () => state.livechatRooms.newestFirst()',
        'rooms: () => [...state.livechatRooms.newestFirst()].sort((a, b) => (a.fname < b.fname ? -1 : 1))',
      ),
    ],
    [
      'sort is ignored',
      replaced(SORT, "return isDefault(known) ? DEFAULT : { kind: 'fields', fields: known }", 'return DEFAULT'),
    ],
    [
      'sort is inverted',
      replaced(SORT, 'value === 1 || value === -1 ? value : null', 'value === 1 ? -1 : value === -1 ? 1 : null'),
    ],
    [
      'sort is always ascending',
      replaced(SORT, 'value === 1 || value === -1 ? value : null', 'value === 1 || value === -1 ? 1 : null'),
    ],
    [
      'only the first field of a sort counts',
      replaced(
        SORT,
        'for (const [index, { direction }] of fields.entries()) {',
        'for (const [index, { direction }] of fields.slice(0, 1).entries()) {',
      ),
    ],
    ['paths of a sort are not followed', replaced(SORT, "path: name.split('.')", 'path: [name]')],
    [
      'numbers are sorted as texts',
      replaced(SORT, 'return a - b', 'return String(a) < String(b) ? -1 : Number(String(a) > String(b))'),
    ],
    [
      'texts are sorted in any case',
      replaced(
        SORT,
        'return a < b ? -1 : Number(a > b)',
        'return a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() > b.toLowerCase())',
      ),
    ],
    ['what is missing comes last', replaced(SORT, '{ undefined: 0,', '{ undefined: 9,')],
    [
      'a page is sorted, not the list',
      replaced(
        PAGE,
        'return isTooMuch ? refused() : sortedPage(list, { matches, order, offset, limit })',
        'const rows = [...list].filter((row) => matches === null || matches(row))\n    const sorted = rows.slice(offset, offset + limit).sort((a, b) => order.compare(order.valuesOf(a), order.valuesOf(b)))\n    return isTooMuch ? refused() : { rows: sorted, total: rows.length }',
      ),
    ],
    [
      '2 is ascending',
      replaced(
        SORT,
        'value === 1 || value === -1 ? value : null',
        'value === 1 || value === -1 ? value : typeof value === "number" ? 1 : null',
      ),
    ],
    [
      'words are directions',
      replaced(
        SORT,
        'value === 1 || value === -1 ? value : null',
        'value === 1 || value === -1 ? value : value === "descending" ? -1 : null',
      ),
    ],
    [
      'a sort that is none is the default',
      replaced(SORT, "if (!isObject(value)) return { kind: 'invalid', text }", 'if (!isObject(value)) return DEFAULT'),
    ],
  ]),
  ...of('page', [
    [
      'total is the count',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, total: value['count'] })),
      ),
    ],
    [
      'total is what is left',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, total: Number(value['total']) - Number(value['offset']) })),
      ),
    ],
    [
      'total is of all rooms, whatever the filter',
      replaced(
        PAGE,
        'return { rows, total }\n}\n\n/** What sorting keeps',
        'return { rows, total: list.length }\n}\n\n/** What sorting keeps',
      ),
    ],
    [
      'total one more',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, total: Number(value['total']) + 1 })),
      ),
    ],
    ['count is what is asked for by default', replaced(LIST, 'count: rows.length,', 'count: DEFAULT_COUNT,')],
    [
      'count is the total',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, count: value['total'] })),
      ),
    ],
    [
      'offset is 0',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, offset: 0 })),
      ),
    ],
    [
      'offset is answered, but not obeyed',
      replaced(LIST, 'order: orderOf(sort), offset, limit', 'order: orderOf(sort), offset: 0, limit'),
    ],
    [
      'offset is one too many',
      replaced(
        LIST,
        'order: orderOf(sort), offset, limit',
        'order: orderOf(sort), offset: offset > 0 ? offset + 1 : 0, limit',
      ),
    ],
    [
      'offset counts pages',
      replaced(LIST, 'order: orderOf(sort), offset, limit', 'order: orderOf(sort), offset: offset * count, limit'),
    ],
    [
      'count is one too many',
      replaced(LIST, 'count === 0 ? MOST_OF_ALL : count', 'count === 0 ? MOST_OF_ALL : count + 1'),
    ],
    [
      'count is one too few',
      replaced(LIST, 'count === 0 ? MOST_OF_ALL : count', 'count === 0 ? MOST_OF_ALL : count - 1'),
    ],
    ['count 0 is none', replaced(LIST, 'count === 0 ? MOST_OF_ALL : count', 'count')],
    ['count 0 is the usual', replaced(LIST, 'count === 0 ? MOST_OF_ALL : count', 'count === 0 ? 2 : count')],
    ['the usual count is 3', replaced(LIST, 'const DEFAULT_COUNT = 50', 'const DEFAULT_COUNT = 3')],
    ['the usual count is 25', replaced(LIST, 'const DEFAULT_COUNT = 50', 'const DEFAULT_COUNT = 25')],
    ['the usual count is 100', replaced(LIST, 'const DEFAULT_COUNT = 50', 'const DEFAULT_COUNT = 100')],
    ['no cap on count', replaced(LIST, 'const MAX_COUNT = 100', 'const MAX_COUNT = 1_000_000')],
    ['a cap of 50 on count', replaced(LIST, 'const MAX_COUNT = 100', 'const MAX_COUNT = 50')],
    [
      'an offset behind the end is the last page',
      replaced(
        LIST,
        'offset: wholeNumber(offset, 0)',
        'offset: wholeNumber(offset, 0) > 1000 ? 0 : wholeNumber(offset, 0)',
      ),
    ],
    [
      'the first room is on each page',
      replaced(
        PAGE,
        'return { rows: list.slice(offset, offset + limit), total: list.length }',
        'return { rows: [...list.slice(0, offset > 0 ? 1 : 0), ...list.slice(offset, offset + limit)].slice(0, limit), total: list.length }',
      ),
    ],
    [
      'the filter holds for the page alone',
      replaced(
        PAGE,
        '  const rows: T[] = []\n  let [place, total]',
        '  if (end > 0) return { rows: list.slice(offset, end).filter(matches), total: list.length }\n  const rows: T[] = []\n  let [place, total]',
      ),
    ],
    [
      'a room twice',
      replaced(
        PAGE,
        'return { rows: list.slice(offset, offset + limit), total: list.length }',
        'return { rows: [...list.slice(offset, offset + 1), ...list.slice(offset, offset + limit - 1)], total: list.length + 1 }',
      ),
    ],
    [
      'the last room is missing',
      replaced(
        PAGE,
        'return { rows: list.slice(offset, offset + limit), total: list.length }',
        'return { rows: list.slice(offset, Math.min(offset + limit, list.length - 1)), total: list.length - 1 }',
      ),
    ],
    [
      'a list without rooms has no member rooms',
      at(
        'listLivechatRooms/listed',
        json(({ rooms: list, ...rest }) => (Array.isArray(list) && list.length > 0 ? { rooms: list, ...rest } : rest)),
      ),
    ],
  ]),
  ...of('room', [
    [
      'closed rooms are open:false',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, open: room['open'] ?? false })),
      ),
    ],
    [
      'closed rooms are open',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, open: true })),
      ),
    ],
    [
      'open rooms have closedAt',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, closedAt: room['closedAt'] ?? room['ts'] })),
      ),
    ],
    [
      't is c',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, t: 'c' })),
      ),
    ],
    [
      'all rooms have one id',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, _id: 'gMMeBpWyLeowCrzBv' })),
      ),
    ],
    [
      'names are cut',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, fname: String(room['fname']).slice(0, 4) })),
      ),
    ],
    [
      'usersCount is 0',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, usersCount: 0 })),
      ),
    ],
    [
      '_updatedAt is now',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, _updatedAt: new Date().toISOString() })),
      ),
    ],
    [
      'source of an unknown type',
      at(
        'listLivechatRooms/listed',
        rooms((room) => ({ ...room, source: { type: 'telegram' } })),
      ),
    ],
  ]),
  ...of('page', [
    [
      'offset is one too few',
      replaced(
        LIST,
        'order: orderOf(sort), offset, limit',
        'order: orderOf(sort), offset: Math.max(0, offset - 1), limit',
      ),
    ],
    [
      'total is another one on later pages',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, total: Number(value['total']) + (value['offset'] === 1 ? 1 : 0) })),
      ),
    ],
  ]),
]
