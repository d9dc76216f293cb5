FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=nsp_portal.settings \
    STATIC_ROOT=/srv/static \
    VAR_DIR=/srv/var

WORKDIR /srv/portal
COPY requirements.txt .
RUN pip install --only-binary :all: -r requirements.txt
COPY . .

# The portal runs without root; the volume of its files takes over this owner.
RUN SECRET_KEY=only-for-this-step python manage.py collectstatic --noinput -v0 \
    && python -m nsp_portal.translations compile \
    && useradd --system --uid 10001 --no-create-home portal \
    && install -d -o portal -g portal "$VAR_DIR"
USER portal
VOLUME ["/srv/var"]
EXPOSE 8000
CMD ["gunicorn", "nsp_portal.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--access-logfile=-", "--access-logformat=%(h)s %(l)s %(u)s %(t)s \"%(m)s %(U)s %(H)s\" %(s)s %(b)s \"%(a)s\""]
