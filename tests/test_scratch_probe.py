import time
from django.apps import apps
from django.db import connection
from tests.factories import secretariat
from tests import factories
def test_probe(year_2020):
    t=time.time()
    with secretariat():
        from provinces.models import OrganisationUnit
        print("units", OrganisationUnit.objects.count(), OrganisationUnit.objects.filter(kind="district").count())
        with connection.cursor() as c:
            for m in apps.get_models(include_auto_created=True):
                cols={f.column for f in m._meta.concrete_fields}
                if "organisation_unit_id" in cols:
                    row=[]
                    for u in ("KH-08","KH-21"):
                        c.execute(f"select count(*) from {m._meta.db_table} where organisation_unit_id=(select id from provinces_organisationunit where code=%s)",[u])
                        row.append(c.fetchone()[0])
                    print(m._meta.label, row)
            c.execute("select pg_size_pretty(pg_database_size(current_database()))"); print(c.fetchall())
            c.execute("select relname, relkind from pg_class where relkind in ('v','m') and relnamespace='public'::regnamespace"); print(c.fetchall())
            c.execute("select proname, prosecdef from pg_proc where pronamespace='public'::regnamespace"); print(c.fetchall())
            c.execute("select version()"); print(c.fetchall())
    print("t", time.time()-t); t=time.time()
    factories.drafted("KH-08","committee","2021-03",{"direct_publicity[forums].persons": 800, "direct_publicity[forums].females": 420,"materials{leaflets}.copies": 5000})
    print("draft", time.time()-t)
