// Asks twice, as a service would; the second answer comes from memory.
using System;
using System.Net.Http;

public static class Program
{
    public static void Main(string[] arguments)
    {
        var secret = Environment.GetEnvironmentVariable("CLIENT_SECRET");
        var authenticator =
            new ServiceAuthenticator(new HttpClient(), arguments[0] + "/connect/token", "background-service", secret);
        Console.WriteLine(authenticator.GetAccessTokenAsync().Result);
        Console.WriteLine(authenticator.GetAccessTokenAsync().Result);
    }
}
