import { expect, it } from 'vitest'
import { sourceTitle } from './documents.ts'

it.each([
  ['002_142f66b635c02c8c.txt#Error Codes 403', 'Join a meeting room: Error Codes 403'],
  ['003_5b785b7f3d0bb509.txt', 'List livechat rooms'],
  ['003_5b785b7f3d0bb509.txt#', 'List livechat rooms'],
  ['000_0a.txt#Errors', 'Join a livechat room, 2022: Errors'],
  ['001_0a.txt', 'Join a livechat room'],
  ['004_0a.txt#Errors#1', 'Join a video conference: Errors#1'],
  ['omnichannel.yaml#/paths', "Rocket.Chat's published Omnichannel API: /paths"],
  ['omnichannel.yaml', "Rocket.Chat's published Omnichannel API"],
  ['omnichannel.yaml#', "Rocket.Chat's published Omnichannel API"],
  ['omnichannel.yaml#/paths#1', "Rocket.Chat's published Omnichannel API: /paths#1"],
  ['other.yaml#/paths', 'other.yaml#/paths'],
  ['constructor', 'constructor'],
  ['server#errors', 'server#errors'],
  ['server', 'how the real server behaves'],
  ['inferred', 'our own conclusion'],
  ['009_5b785b7f3d0bb509.txt#Errors', '009_5b785b7f3d0bb509.txt#Errors'],
  ['play.txt#Entering', 'play.txt#Entering'],
  ['omnichannel.yaml#a\nb', "Rocket.Chat's published Omnichannel API: a\nb"],
  ...[
    'a002_0a.txt',
    '002_0a.txt.old',
    '002_0g.txt',
    '002_.txt',
    '002_0a_txt',
    '02_0a.txt',
    '0002_0a.txt',
    '#x',
    '',
  ].map((file) => [file, file]),
])('the source %s is, in words: %s', (source, title) => expect(sourceTitle(source)).toBe(title))
