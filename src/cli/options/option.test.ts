import { expect, it } from 'vitest'
import { flagOption, listOption, numberOption, textOption } from './option.ts'

it('each kind of option has its name, placeholder and help', () => {
  expect([
    flagOption('all', 'show all'),
    textOption('file', '<file>', 'its file'),
    numberOption('port', '<port>', 'its port'),
    listOption('host', '<host>', 'a host'),
  ]).toEqual([
    { name: 'all', kind: 'flag', help: 'show all' },
    { name: 'file', kind: 'text', value: '<file>', help: 'its file' },
    { name: 'port', kind: 'number', value: '<port>', help: 'its port' },
    { name: 'host', kind: 'list', value: '<host>', help: 'a host' },
  ])
})
