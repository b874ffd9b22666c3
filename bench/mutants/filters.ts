import { rooms } from './answers.ts'
import { of } from './kinds.ts'
import type { Layer, Mutant } from './mutant.ts'
import { replaced } from './patch.ts'
import { query, seen } from './requests.ts'

const FILTERS = 'domain/livechat-filters.ts'

/** The list's parameters, and which rooms match them. */
export const filterMutants: readonly Mutant[] = [
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
        'of(room).some((value) => set.has(value))',
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
        'if (!isObject(value)) return NO_RANGE',
        "if (!isObject(value) || value['start'] === undefined || value['end'] === undefined) return NO_RANGE",
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
        'if (!isObject(value)) return NO_RANGE',
        'if (!isObject(value)) return { ...NO_RANGE, notJson: name }',
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
      replaced(FILTERS, "if (!isObject(value)) return 'invalid'", 'if (!isObject(value)) return null'),
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
]

/** Limits each room to its id and the fields that `fields` names. */
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
  const given = [...asked.keys()]
  for (const each of given) if (each.replace(/\[.*/, '') === name) asked.delete(each)
}
