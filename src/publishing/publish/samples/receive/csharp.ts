/** A receiver in C# (ASP.NET Core, .NET 8 or newer). */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

export const csharp: ReceiveSample = {
  name: 'C#',
  language: 'csharp',
  file: 'Program.cs',
  run: 'dotnet new web -o receive --force && cp Program.cs receive/ && dotnet run --project receive',
  program: `using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var key = Convert.FromBase64String(Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!["whsec_".Length..]);
var seen = new ConcurrentDictionary<string, bool>(); // Keep these ids in your database: an event may come again after a restart.

bool IsSigned(IHeaderDictionary headers, byte[] body)
{
    var id = headers["webhook-id"].ToString();
    if (id == "" || !long.TryParse(headers["webhook-timestamp"], out var timestamp)) return false;
    if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - timestamp) > 300) return false;
    var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body).ToArray();
    var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
    return headers["webhook-signature"].ToString().Split(' ')
        .Any(one => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), expected));
}

var app = WebApplication.Create();
app.MapPost("/events", async (HttpRequest request) =>
{
    using var memory = new MemoryStream();
    await request.Body.CopyToAsync(memory);
    var body = memory.ToArray(); // The bytes as they came. Parsed and written again they no longer fit the signature.
    if (!IsSigned(request.Headers, body)) return Results.StatusCode(401);
    var id = request.Headers["webhook-id"].ToString();
    if (!seen.ContainsKey(id))
    {
        using var json = JsonDocument.Parse(body);
        Console.WriteLine($"{json.RootElement.GetProperty("type")} {id}"); // Your own work, or a queue of your own.
        seen[id] = true;
    }
    return Results.NoContent();
});
app.Run("http://127.0.0.1:${SAMPLE_PORT}");
`,
};
