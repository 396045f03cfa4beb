// As much of System.Text.Json as AuthScape's class needs: Debian's Mono is older than it.
using System;
using System.Collections.Generic;
using System.Reflection;
using System.Web.Script.Serialization;

namespace System.Text.Json.Serialization
{
    public class JsonPropertyNameAttribute : Attribute
    {
        public string Name { get; private set; }

        public JsonPropertyNameAttribute(string name)
        {
            Name = name;
        }
    }
}

namespace System.Text.Json
{
    public static class JsonSerializer
    {
        public static T Deserialize<T>(string json) where T : new()
        {
            var members = (IDictionary<string, object>)new JavaScriptSerializer().DeserializeObject(json);
            var result = new T();
            foreach (var property in typeof(T).GetProperties())
            {
                var name = property.GetCustomAttribute<Serialization.JsonPropertyNameAttribute>().Name;
                if (members.ContainsKey(name))
                {
                    property.SetValue(result, Convert.ChangeType(members[name], property.PropertyType));
                }
            }
            return result;
        }
    }
}
