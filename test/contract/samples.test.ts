/** Every sample of a push, run where its language is on this machine: a gateway takes what it sends. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { sourceFolder } from '../../src/publishing/publish/owner.ts';
import { exampleRequests } from '../../src/publishing/publish/requests.ts';
import { pushSample } from '../../src/publishing/publish/samples/push-sample.ts';
import { sampleLanguages } from '../../src/publishing/publish/samples/samples.ts';
import { readSigning } from '../../src/publishing/publish/signing.ts';
import { publishedNames, workingSnapshot } from '../../src/publishing/snapshot.ts';
import { root } from '../publishing/publish/published.ts';
import { run, sources, without } from '../support/samples.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The first request of each provider and proof, with its proof. A bearer token of AppDirect is one that the token endpoint gave. */
function pushes() {
  return publishedNames(root)
    .filter((name) => name.endsWith('-push'))
    .flatMap((name) => {
      const snapshot = workingSnapshot(root, name);
      const folder = sourceFolder(root, snapshot.owner);
      const signing = readSigning(root, folder);
      assert.ok(signing);
      const requests = exampleRequests(snapshot, signing, folder);
      return signing.proofs.flatMap((proof) => {
        const request = requests.find((one) => one.proof === proof.name);
        return request === undefined || proof.name === 'oauth2' ? [] : [{ owner: snapshot.owner, proof, request }];
      });
    });
}

test('every provider and proof has a sample', () => {
  for (const { owner, proof, request } of pushes())
    assert.ok(pushSample(request, proof, 'https://hooks.example.com'), `${owner} ${proof.name}`);
});

for (const { name, file, run: command, push } of sampleLanguages)
  describe(`a push in ${name}, run as the page says, is accepted`, { skip: without(name) }, () => {
    test('of every provider, by every proof', { timeout: 400_000 }, async (t: TestContext) => {
      const folder = temporaryFolder(t);
      const gateway = await openSecureGateway(t, '', sources);
      const found = pushes();
      assert.ok(found.length >= 5);
      for (const { owner, proof, request } of found) {
        const target = proof.scheme === 'basic' ? request.target.replace('/market', '/market-basic') : request.target;
        const sample = pushSample({ ...request, target }, proof, gateway.publicUrl);
        assert.ok(sample);
        writeFileSync(join(folder, file), push(sample));
        const { status, output } = await run(command, folder);
        assert.equal(status, 0, output);
        assert.match(output, /\b20[02]\b/, `${owner} ${proof.name}: ${output}`);
      }
    });
  });
