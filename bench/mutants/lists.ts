import { at, json, rooms } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant } from './mutant.ts'
import { replaced } from './patch.ts'
import { query, seen } from './requests.ts'

const FILTERS = 'domain/livechat-filters.ts'
const SORT = 'domain/livechat-sort.ts'
const PAGE = 'domain/livechat-page.ts'
const LIST = 'domain/livechat-list.ts'

/** Filters, order and pages of the list. */
export const listMutants: readonly Mutant[] = [
  ...of(
    'parameter ignored',
    [
      'agents',
      'departmentId',
      'open',
      'onhold',
      'queued',
      'tags',
      'units',
      'roomName',
      'createdAt',
      'closedAt',
      'customFields',
      'sort',
      'fields',
      'query',
      'count',
      'offset',
    ].map(
      (name) =>
        [
          name,
          seen(
            'listLivechatRooms',
            query((asked) => drop(asked, name)),
          ),
        ] as const,
    ),
  ),
  ...of(
    'filter lost, form still checked',
    Object.entries({
      agents: ["agents: readList(query['agents'])", 'agents: null'],
      departmentId: [
        "departments: readList(query['departmentId'] === 'undefined' ? null : query['departmentId'])",
        'departments: null',
      ],
      tags: ["tags: readList(query['tags'])", 'tags: null'],
      units: ["units: readList(query['units'])", 'units: null'],
      'open, onhold and queued': ['phase: readPhase(query)', 'phase: null'],
      roomName: ["roomName: readName(query['roomName'])", 'roomName: null'],
      createdAt: ['createdAt: createdAt.range', 'createdAt: null'],
      closedAt: ['closedAt: closedAt.range', 'closedAt: null'],
      customFields: ['Array.isArray(filters.customFields) ? customFieldsTest(filters.customFields) : null', 'null'],
      queued: ['if (isOn(queued))', 'if (false)'],
      onhold: ['if (isOn(onhold))', 'if (false)'],
      open: [
        "const wanted = open === 'true' || open === true ? true : open === 'false' || open === false ? false : null",
        'const wanted: boolean | null = null',
      ],
      'the start of a range': ["bound(value, 'start', -Infinity)", "bound(value, 'start', -Infinity) - 1e15"],
      'the end of a range': ["bound(value, 'end', Infinity)", "bound(value, 'end', Infinity) + 1e15"],
    }).map(([name, [from = '', to = '']]) => [name, replaced(FILTERS, from, to)] as const),
  ),
  ...of('filter', [
    [
      'lists want all instead of any',
      replaced(
        FILTERS,
        'of(room).some((value) => value !== undefined && set.has(value))',
        '[...set].every((value) => of(room).includes(value))',
      ),
    ],
    ['lists are inverted', replaced(FILTERS, 'of(room).some((value) =>', '!of(room).some((value) =>')],
    [
      'only the first of several is looked at',
      replaced(FILTERS, 'new Set<string | undefined>(wanted)', 'new Set<string | undefined>(wanted.slice(0, 1))'),
    ],
    [
      'lists in any case',
      replaced(
        FILTERS,
        'new Set<string | undefined>(wanted)',
        'new Set<string | undefined>(wanted.flatMap((each) => [each, each.toLowerCase(), each.toUpperCase()]))',
      ),
    ],
    [
      'agents are looked for by name',
      replaced(FILTERS, '(room) => [room.servedBy?._id]', '(room) => [room.servedBy?.username]'),
    ],
    [
      'departments are looked for among units',
      replaced(FILTERS, '(room) => [room.departmentId]', '(room) => room.departmentAncestors ?? []'),
    ],
    [
      'units are looked for among departments',
      replaced(FILTERS, '(room) => room.departmentAncestors ?? []', '(room) => [room.departmentId]'),
    ],
    [
      'an empty list finds nothing',
      replaced(
        FILTERS,
        'return items.length === 0 ? null : items',
        'return value === undefined || value === null ? null : items',
      ),
    ],
    [
      'departmentId undefined is looked for',
      replaced(
        FILTERS,
        "query['departmentId'] === 'undefined' ? null : query['departmentId']",
        "query['departmentId']",
      ),
    ],
    [
      'several departments find nothing',
      replaced(
        FILTERS,
        "query['departmentId'] === 'undefined' ? null : query['departmentId']",
        "Array.isArray(query['departmentId']) ? String(query['departmentId']) : query['departmentId']",
      ),
    ],
    ['open is inverted', replaced(FILTERS, 'fits(open, room.open === true)', 'fits(open, room.open !== true)')],
    ['open holds rooms that wait', replaced(FILTERS, 'servedBy: wanted ? true : null }', 'servedBy: null }')],
    [
      'open holds rooms on hold',
      replaced(
        FILTERS,
        '{ open: wanted, onHold: false, servedBy: wanted ? true : null }',
        '{ open: wanted, onHold: null, servedBy: wanted ? true : null }',
      ),
    ],
    [
      'queued holds rooms that are served',
      replaced(
        FILTERS,
        '{ open: true, onHold: false, servedBy: false }',
        '{ open: true, onHold: false, servedBy: null }',
      ),
    ],
    [
      'queued holds rooms that are closed',
      replaced(
        FILTERS,
        '{ open: true, onHold: false, servedBy: false }',
        '{ open: null, onHold: false, servedBy: false }',
      ),
    ],
    ['queued gives way to open', replaced(FILTERS, 'if (isOn(queued))', 'if (isOn(queued) && open === undefined)')],
    ['queued gives way to onhold', replaced(FILTERS, 'if (isOn(queued))', 'if (isOn(queued) && onhold === undefined)')],
    ['onhold gives way to open', replaced(FILTERS, 'if (isOn(onhold))', 'if (isOn(onhold) && open === undefined)')],
    ['t is not on', replaced(FILTERS, "value === true || value === 't' ||", 'value === true ||')],
    ['1 is not on', replaced(FILTERS, " || value === 'true' || value === '1'", " || value === 'true'")],
    [
      'yes is on',
      replaced(FILTERS, "value === true || value === 't' ||", "value === true || value === 'yes' || value === 't' ||"),
    ],
    [
      'false is on',
      replaced(FILTERS, "value === true || value === 't' ||", "(value !== undefined && value !== '') ||"),
    ],
    [
      'names count capitals',
      replaced(FILTERS, 'room.fname.toLowerCase().includes(wanted)', 'room.fname.includes(text)'),
    ],
    [
      'names from the start',
      replaced(FILTERS, 'room.fname.toLowerCase().includes(wanted)', 'room.fname.toLowerCase().startsWith(wanted)'),
    ],
    [
      'names as a whole',
      replaced(FILTERS, 'room.fname.toLowerCase().includes(wanted)', 'room.fname.toLowerCase() === wanted'),
    ],
    [
      'names as a pattern',
      replaced(FILTERS, 'room.fname.toLowerCase().includes(wanted)', "new RegExp(wanted, 'i').test(room.fname)"),
    ],
    [
      'names in quotes in part',
      replaced(FILTERS, 'exact ? (room) => room.fname === text :', 'exact ? (room) => room.fname.includes(text) :'),
    ],
    [
      'names in quotes in any case',
      replaced(
        FILTERS,
        'exact ? (room) => room.fname === text :',
        'exact ? (room) => room.fname.toLowerCase() === wanted :',
      ),
    ],
    ['names with their quotes', replaced(FILTERS, 'return quoted === undefined ?', 'return quoted !== null ?')],
    [
      'names of agents are searched, too',
      replaced(
        FILTERS,
        'room.fname.toLowerCase().includes(wanted)',
        '`${room.fname} ${room.servedBy?.username}`.toLowerCase().includes(wanted)',
      ),
    ],
    ['the start of a range is not in it', replaced(FILTERS, 'time >= range.start &&', 'time > range.start &&')],
    ['the end of a range is not in it', replaced(FILTERS, '&& time <= range.end', '&& time < range.end')],
    ['createdAt is looked for in _updatedAt', replaced(FILTERS, '(room) => room.ts)', '(room) => room._updatedAt)')],
    ['closedAt is looked for in ts', replaced(FILTERS, '(room) => room.closedAt)', '(room) => room.ts)')],
    [
      'rooms without a date of closing pass',
      replaced(
        FILTERS,
        'return time >= range.start && time <= range.end',
        'return Number.isNaN(time) || (time >= range.start && time <= range.end)',
      ),
    ],
    [
      'a range needs both ends',
      replaced(
        FILTERS,
        'if (!isRecord(value)) return NO_RANGE',
        "if (!isRecord(value) || value['start'] === undefined || value['end'] === undefined) return NO_RANGE",
      ),
    ],
    [
      'ranges compare days',
      replaced(
        FILTERS,
        "const time = Date.parse(of(room) ?? '')",
        "const time = Date.parse((of(room) ?? '').slice(0, 10))",
      ),
    ],
    [
      'a date that is none is ignored',
      replaced(
        FILTERS,
        "const wrong = Number.isNaN(start) ? 'start' : Number.isNaN(end) ? 'end' : null",
        'const wrong: string | null = null',
      ),
    ],
    [
      'a date that is no JSON is ignored',
      replaced(
        FILTERS,
        'if (value === undefined) return { ...NO_RANGE, notJson: name }',
        'if (value === undefined) return NO_RANGE',
      ),
    ],
    [
      'a range that is no object is refused',
      replaced(
        FILTERS,
        'if (!isRecord(value)) return NO_RANGE',
        'if (!isRecord(value)) return { ...NO_RANGE, notJson: name }',
      ),
    ],
    [
      'custom fields as a whole',
      replaced(
        FILTERS,
        "(data[name] ?? '').toLowerCase().includes(text.toLowerCase())",
        "(data[name] ?? '').toLowerCase() === text.toLowerCase()",
      ),
    ],
    [
      'custom fields count capitals',
      replaced(
        FILTERS,
        "(data[name] ?? '').toLowerCase().includes(text.toLowerCase())",
        "(data[name] ?? '').includes(text)",
      ),
    ],
    [
      'one custom field is enough',
      replaced(FILTERS, 'wanted.every(([name, text]) => {', 'wanted.some(([name, text]) => {'),
    ],
    [
      'custom fields are looked for in customFields',
      replaced(FILTERS, 'const data = room.livechatData', 'const data: any = room.customFields'),
    ],
    [
      'custom fields that are empty find nothing',
      replaced(
        FILTERS,
        'return fields.length === 0 ? null : fields',
        "return fields.length === 0 ? [['', '']] : fields",
      ),
    ],
    [
      'customFields that are none are ignored',
      replaced(FILTERS, "if (!isRecord(value)) return 'invalid'", 'if (!isRecord(value)) return null'),
    ],
    [
      'one filter is enough',
      replaced(FILTERS, 'tests.every((test) => test(room))', 'tests.some((test) => test(room))'),
    ],
    [
      'only the first filter counts',
      replaced(FILTERS, 'tests.every((test) => test(room))', 'tests.slice(0, 1).every((test) => test(room))'),
    ],
    [
      'closed rooms are left out',
      replaced(
        FILTERS,
        'return tests.length === 0 ? null :',
        'return tests.length === 0 ? (room) => room.open === true :',
      ),
    ],
    [
      'query is obeyed',
      replaced(
        FILTERS,
        "roomName: readName(query['roomName'])",
        'roomName: readName(query[\'roomName\'] ?? (/"fname":"(\\w+)"/.exec(String(query[\'query\']))?.[1]))',
      ),
    ],
    ['fields are obeyed', asFields],
  ]),
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
        'if (order !== null && offset < list.length) return sortedPage(list, { matches, order, offset, limit })',
        'if (order !== null && offset < list.length) {\n    const page = pageOf(list, { matches, order: null, offset, limit })\n    return { ...page, rows: [...page.rows].sort((a, b) => order.compare(order.valuesOf(a), order.valuesOf(b))) }\n  }',
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
      replaced(SORT, "if (!isRecord(value)) return { kind: 'invalid', text }", 'if (!isRecord(value)) return DEFAULT'),
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
        'return { rows, total }\n}\n\n/** What is kept',
        'return { rows, total: list.length }\n}\n\n/** What is kept',
      ),
    ],
    [
      'total one more',
      at(
        'listLivechatRooms/listed',
        json((value) => ({ ...value, total: Number(value['total']) + 1 })),
      ),
    ],
    ['count is what was asked', replaced(LIST, 'count: page.rows.length, offset', 'count, offset')],
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
        'return { rows: list.slice(offset, end), total: list.length }',
        'return { rows: [...list.slice(0, offset > 0 ? 1 : 0), ...list.slice(offset, end)].slice(0, end - offset), total: list.length }',
      ),
    ],
    [
      'the filter holds for the page alone',
      replaced(
        PAGE,
        '  const rows: T[] = []\n  let total = 0',
        '  if (matches !== null) return { rows: list.slice(offset, end).filter(matches), total: list.length }\n  const rows: T[] = []\n  let total = 0',
      ),
    ],
    [
      'a room twice',
      replaced(
        PAGE,
        'return { rows: list.slice(offset, end), total: list.length }',
        'return { rows: [...list.slice(offset, offset + 1), ...list.slice(offset, end - 1)], total: list.length + 1 }',
      ),
    ],
    [
      'the last room is missing',
      replaced(
        PAGE,
        'return { rows: list.slice(offset, end), total: list.length }',
        'return { rows: list.slice(offset, Math.min(end, list.length - 1)), total: list.length - 1 }',
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
]

/** Of each room the id and the fields that `fields` names. */
function asFields(): Layer {
  return async (call, next) => {
    const reply = await next(call)
    const fields = new URLSearchParams(call.target.split('?')[1]).get('fields')
    if (reply.outcome !== 'listLivechatRooms/listed' || !fields?.startsWith('{')) return reply
    const names = ['_id', ...Object.keys(JSON.parse(fields))]
    return rooms((room) => Object.fromEntries(Object.entries(room).filter(([name]) => names.includes(name))))(reply)
  }
}

function drop(asked: URLSearchParams, name: string): void {
  for (const each of [...asked.keys()]) if (each.replace(/\[.*/, '') === name) asked.delete(each)
}
