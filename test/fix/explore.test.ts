import { it } from 'vitest';
import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fix } from '../../src/fix/fix.ts';
import { runScan } from '../../src/cli/run-scan.ts';
import { DEFAULTS } from '../../src/policy/policy.ts';
import { collect } from '../../src/scan/collect.ts';
const F = path.resolve('fixtures');
it('x', async () => {
  const reasons = new Map<string, string[]>();
  let steps = 0, all=0;
  for (const port of [null, 587, 465]) {
  for (const id of readdirSync(F)) for (const c of readdirSync(path.join(F,id))) {
    const root = path.join(F,id,c);
    if (!existsSync(path.join(root,'expected.json'))) continue;
    const { settings } = await collect({root, ignore:['expected.json'], jobs:1});
    const hosts = [...new Set(settings.flatMap(s=>s.host ?? []))];
    if (!hosts.length) continue;
    const policy = {...DEFAULTS, ignore:['expected.json'], legacy: hosts.map(host=>({host, also:[], replacement:{host:'relay.new-dc.example', port}}))};
    const scan = async (contents:any) => (await runScan({root, paths:[], policy, policyPath:null, noIgnore:false, jobs:1, contents})).result;
    const r = await fix({root, scan, choices:{keepCredentials:true}});
    steps += r.steps.length; all += settings.filter(s=>s.host!==null).length;
    for (const l of r.left) { const k=`${port} ${l.reason}`; reasons.set(k,[...(reasons.get(k)??[]), `${id}/${c}/${l.path}:${l.line}:${l.column} ${l.host}`]); }
  }
  }
  console.log(steps, all);
  for (const [k,v] of reasons) console.log(k, v.length, '\n   '+v.slice(0, k.includes('port')||k.includes('generated')?12:40).join('\n   '));
}, 600000);
