/** With which credentials a source calls its provider: whose they are, and exchanging an authorisation code for them. */
import { useState } from 'preact/hooks';
import { api, bodyOf, type SourceSummary } from '../../api.ts';
import { Act } from '../../parts/act.tsx';
import { TextField } from '../../parts/fields.tsx';
import { flags } from '../../parts/flags.ts';
import { Command } from '../../parts/frame.tsx';
import { useMayAct } from '../../session.tsx';

type Identity = { readonly organizationUuid: string; readonly userUuid?: string };

const whose = ({ organizationUuid, userUuid }: Identity) =>
  `Organization ${organizationUuid}${userUuid === undefined ? '' : `, user ${userUuid}`}.`;

export function Credentials({ source }: { readonly source: SourceSummary }) {
  const mayAct = useMayAct();
  const [code, setCode] = useState('');
  const [redirectUri, setRedirectUri] = useState('');
  if (!mayAct) return null;
  return (
    <details>
      <summary>Credentials at the provider</summary>
      <Act
        label="Ask whose they are"
        act={async () => whose(await bodyOf(api.showIdentity({ path: { source: source.name } })))}
      />
      <Command>{`pushdock ${source.provider} whoami --source ${source.name}`}</Command>
      <h3>Exchange an authorisation code</h3>
      <p class="quiet small">For a source with clientSecret. A code can be used once. The refresh token is stored.</p>
      <TextField label="Code" isSecret charactersMax={2_048} value={code} set={setCode} />
      <TextField
        label="The URI to which the provider sent it"
        mode="url"
        charactersMax={2_048}
        value={redirectUri}
        set={setRedirectUri}
      />
      <Act
        label="Exchange the code"
        disabled={code.trim() === '' || redirectUri.trim() === ''}
        act={async () => {
          const body = { code: code.trim(), redirectUri: redirectUri.trim() };
          const identity = await bodyOf(api.authorise({ path: { source: source.name }, body }));
          setCode('');
          return `The refresh token is stored. ${whose(identity)}`;
        }}
      />
      <Command>{`PUSHDOCK_CODE=… pushdock ${source.provider} authorise --source ${source.name}${flags({ 'redirect-uri': redirectUri.trim() || undefined })}`}</Command>
    </details>
  );
}
